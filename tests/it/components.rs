//! Our components print what govuk-frontend's own fixtures expect.
//! Must never copy a fixture: they are read from the installed package.

use std::collections::BTreeMap;

use firsthand::web::components as ours;
use scraper::{ElementRef, Html, Node};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tera::{Tera, context};

fn fixtures(component: &str) -> Vec<Value> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/assets");
    let path = format!("{root}/node_modules/govuk-frontend/dist/govuk/components/{component}/fixtures.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| {
        panic!("{path} is missing: run `npm ci` in templates/assets (`make test` does it)")
    });
    let all: Value = serde_json::from_str(&text).unwrap();
    all["fixtures"].as_array().unwrap().clone()
}

/// The page as a tree in one spelling: attributes and class names sorted, spaces collapsed.
fn normal(html: &str) -> String {
    let mut out = String::new();
    walk(Html::parse_fragment(html).root_element(), 0, &mut out);
    out
}

fn walk(element: ElementRef, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let verbatim = element.value().name() == "textarea";
    let children: Vec<_> = element
        .children()
        .filter(|c| match c.value() {
            Node::Text(t) => verbatim || !t.trim().is_empty(),
            Node::Element(_) => true,
            _ => false,
        })
        .collect();
    let last = children.len().saturating_sub(1);
    for (at, child) in children.iter().enumerate() {
        if let Some(inner) = ElementRef::wrap(*child) {
            let mut attributes: Vec<String> = inner.value().attrs().map(attribute).collect();
            attributes.sort();
            let tag = inner.value().name();
            out.push_str(&format!("{indent}<{tag} {}>\n", attributes.join(" ")));
            walk(inner, depth + 1, out);
        } else if let Node::Text(text) = child.value() {
            let mut words = if verbatim {
                text.to_string()
            } else {
                collapse(text)
            };
            if !verbatim && at == 0 {
                words = words.trim_start().to_owned();
            }
            if !verbatim && at == last {
                words = words.trim_end().to_owned();
            }
            out.push_str(&format!("{indent}{words:?}\n"));
        }
    }
}

fn attribute((name, value): (&str, &str)) -> String {
    let mut words: Vec<&str> = value.split_whitespace().collect();
    if name == "class" {
        words.sort_unstable();
        return format!("class={:?}", words.join(" "));
    }
    format!("{name}={value:?}")
}

fn collapse(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            c if c.is_ascii_whitespace() && out.ends_with(' ') => {}
            c if c.is_ascii_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Renders every fixture of one component; returns how many there are and tells the differences.
fn check<T: Serialize + DeserializeOwned>(tera: &Tera, name: &str, wrong: &mut Vec<String>) -> usize {
    let all = fixtures(name);
    for fixture in &all {
        let title = fixture["name"].as_str().unwrap();
        let options: T = match serde_json::from_value(fixture["options"].clone()) {
            Ok(options) => options,
            Err(e) => {
                wrong.push(format!("{name}: {title}: options are not understood: {e}"));
                continue;
            }
        };
        let page = context! { p => &options };
        let html = match tera.render_component(&name.replace('-', "_"), &page, None, true) {
            Ok(html) => html,
            Err(e) => {
                wrong.push(format!("{name}: {title}: does not render: {e:?}"));
                continue;
            }
        };
        let (got, expected) = (normal(&html), normal(fixture["html"].as_str().unwrap()));
        if got != expected {
            wrong.push(format!("{name}: {title}\n--- expected\n{expected}--- got\n{got}"));
        }
    }
    all.len()
}

#[test]
fn components_print_what_the_fixtures_expect() {
    let tera = firsthand::web::templates::engine(&BTreeMap::new()).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    macro_rules! check {
        ($($name:literal => $component:ident),+ $(,)?) => {
            $( count += check::<ours::$component>(&tera, $name, &mut wrong); )+
        };
    }
    check! {
        "back-link" => BackLink,
        "button" => Button,
        "checkboxes" => Checkboxes,
        "date-input" => DateInput,
        "details" => Details,
        "error-message" => ErrorMessage,
        "error-summary" => ErrorSummary,
        "fieldset" => Fieldset,
        "file-upload" => FileUpload,
        "hint" => Hint,
        "input" => Input,
        "inset-text" => InsetText,
        "label" => Label,
        "notification-banner" => NotificationBanner,
        "pagination" => Pagination,
        "panel" => Panel,
        "password-input" => PasswordInput,
        "radios" => Radios,
        "select" => Select,
        "skip-link" => SkipLink,
        "summary-list" => SummaryList,
        "table" => Table,
        "tag" => Tag,
        "textarea" => Textarea,
        "warning-text" => WarningText,
    }
    assert!(count > 400, "only {count} fixtures were found");
    let of = format!("{} of {count} fixtures differ", wrong.len());
    assert!(wrong.is_empty(), "{of}\n{}", wrong.join("\n\n"));
}
