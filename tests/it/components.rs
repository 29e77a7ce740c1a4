//! Our components print what govuk-frontend's own fixtures expect.
//! Must never copy a fixture: they are read from the installed package.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use firsthand::web::components as ours;
use scraper::{ElementRef, Html, Node, Selector};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
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
            let _ = writeln!(out, "{indent}<{tag} {}>", attributes.join(" "));
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
            let _ = writeln!(out, "{indent}{words:?}");
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

fn page_of(source: &str, page: &Value) -> Html {
    let mut tera = firsthand::web::templates::engine(&BTreeMap::new()).unwrap();
    tera.add_raw_template("page.html", source).unwrap();
    let layout = json!({
        "language": "en", "signed_in": true, "name": "Priya Shah", "area": "staff", "notice": "It is open.", "has_errors": false,
        "nav": [{"text": "Find stories", "href": "/find", "current": true}],
    });
    let context = context! { layout => &layout, page => page };
    Html::parse_document(&tera.render("page.html", &context).unwrap())
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector)
        .map(|e| collapse(&e.text().collect::<String>()).trim().to_owned())
        .collect()
}

#[test]
fn every_layout_has_its_landmarks_and_no_inline_code() {
    for layout in ["story", "staff", "plain"] {
        let source = format!(
            "{{% extends \"layouts/{layout}.html\" %}}{{% block content %}}<h1>Hello</h1>{{% endblock %}}"
        );
        let page = page_of(&source, &json!({"heading": "Sign in", "has_errors": true}));
        assert_eq!(texts(&page, "title"), ["Error: Sign in – Firsthand"]);
        assert_eq!(texts(&page, "main#content h1"), ["Hello"]);
        assert_eq!(texts(&page, "main [role=status]"), ["It is open."]);
        assert_eq!(texts(&page, "header a[href='/help']"), ["Get help"]);
        assert_eq!(
            texts(&page, "header form[method=post][action='/sign-out'] button"),
            ["Sign out"]
        );
        let looks = (layout != "staff").then_some("Colours and letters");
        let footer: Vec<&str> = looks
            .into_iter()
            .chain(["Accessibility", "Privacy", "Credits"])
            .collect();
        assert_eq!(texts(&page, "footer a"), footer);
        let skip = Selector::parse("body > a:first-child").unwrap();
        assert_eq!(page.select(&skip).next().unwrap().attr("href"), Some("#content"));
        let inline = Selector::parse("style, [style], script:not([src])").unwrap();
        assert_eq!(page.select(&inline).count(), 0, "{layout}");
    }
}

#[test]
fn a_page_may_name_itself() {
    let source = "{% extends \"layouts/plain.html\" %}{% block heading %}Get help{% endblock %}";
    assert_eq!(
        texts(&page_of(source, &json!({})), "title"),
        ["Get help – Firsthand"]
    );
}

#[test]
fn the_storyteller_pieces_render() {
    let source = r#"
        {{<st_listen />}} {{<st_echo picture="film" words="You picked: Film it." href="/me/way" of="how you tell it" />}}
        {{<st_tile name="about" value="home" picture="home" words="My home" />}}
        {{<st_link_tile href="/me/stories" picture="story" words="See my stories" />}}
        {{<st_face name="feeling" value="ok" picture="ok" words="OK" picked={true} />}}
        <ul>{{<st_row picture="stop" words="You can stop at any time." />}}</ul>
        {{<st_pick kind="radio" name="who" value="me" id="who-me" picture="only-me" words="Only me" hint="Nobody else." checked={true} />}}
        {{<st_status kind="shared" picture="yes" words="Shared" />}}
        {{<upload_progress />}} {% <wait_panel id="work" url="/me/work"> %}<p>We are getting it ready.</p>{% </wait_panel> %}
        {{<sf_status words="Held" kind="stopped" />}} {{<sf_facet text="Home" href="/find?theme=home" count={12} picked={true} />}}
        {% <scroll_region name="Who may see what"> %}<table></table>{% </scroll_region> %}"#;
    let page = page_of(source, &json!({}));
    assert_eq!(
        texts(&page, "button.st-tile[name=about][value=home] [data-say]"),
        ["My home"]
    );
    assert_eq!(
        texts(&page, ".st-echo a[href='/me/way']"),
        ["Change how you tell it"]
    );
    assert_eq!(texts(&page, ".st-face--picked[aria-pressed=true]"), ["OK"]);
    assert_eq!(
        texts(&page, "input[type=radio][checked]#who-me + label"),
        ["Only meNobody else."]
    );
    assert_eq!(
        texts(&page, "#work[data-wait-for='/me/work'] p"),
        ["We are getting it ready."]
    );
    assert_eq!(
        texts(
            &page,
            "[role=region][tabindex='0'][aria-label='Who may see what']"
        ),
        [""]
    );
}

#[test]
fn the_player_shows_only_what_it_was_given() {
    let source = "{{<player p={page.player} />}}";
    let film = ours::Player::film("/media/1", "Sam's story")
        .captions("/media/1.vtt")
        .cue(4_500, Some("Sam"), "The bus <came>.");
    let page = page_of(source, &json!({"player": film}));
    assert_eq!(texts(&page, "video track[src='/media/1.vtt']").len(), 1);
    assert_eq!(texts(&page, "[data-cue='4.500']"), ["Sam The bus <came>."]);
    let sound = ours::Player::sound("/media/2", "Sam's story");
    let page = page_of(source, &json!({"player": sound}));
    assert_eq!((texts(&page, "audio").len(), texts(&page, "video").len()), (1, 0));
}

#[test]
fn every_picture_a_template_names_is_a_symbol() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
    let listed = std::fs::read_to_string(format!("{root}/assets/symbols.json")).unwrap();
    let symbols: BTreeMap<String, String> = serde_json::from_str(&listed).unwrap();
    for folder in firsthand::web::templates::FOLDERS {
        for file in std::fs::read_dir(format!("{root}/../{folder}")).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            for part in ["picture=\"", "picture name=\"", "symbol(name=\""]
                .iter()
                .flat_map(|p| text.split(p).skip(1))
            {
                let name = part.split('"').next().unwrap();
                assert!(
                    symbols.contains_key(name),
                    "{}: there is no symbol {name:?}",
                    path.display()
                );
            }
        }
    }
}
