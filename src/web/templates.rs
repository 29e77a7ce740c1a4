//! The template engine: embeds `templates/**.html` and registers what templates may call.
//! Must never read a request or a row; templates get page structs only.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context as _;
use rust_embed::RustEmbed;
use tera::{Function, Kwargs, State, Tera, TeraResult, Value};

use crate::words;

/// Embeds each folder below `templates/`; `assets` stays out because it holds what npm brings.
macro_rules! embedded {
    ($($folder:tt => $name:ident),+ $(,)?) => {
        $(
            #[derive(RustEmbed)]
            #[folder = $folder]
            struct $name;
        )+

        /// The folders that are embedded, for the test that none is forgotten.
        pub const FOLDERS: &[&str] = &[$($folder),+];

        fn sources() -> Vec<(String, Vec<u8>)> {
            let mut all = Vec::new();
            $(
                for file in $name::iter().filter(|f| f.ends_with(".html")) {
                    if let Some(found) = $name::get(&file) {
                        all.push((format!("{}/{file}", below($folder)), found.data.into_owned()));
                    }
                }
            )+
            all
        }
    };
}

embedded! {
    "templates/accounts" => Accounts,
    "templates/asking" => Asking,
    "templates/capacity" => Capacity,
    "templates/choices" => Choices,
    "templates/coding" => Coding,
    "templates/components" => Components,
    "templates/deciding" => Deciding,
    "templates/discover" => Discover,
    "templates/errors" => Errors,
    "templates/families" => Families,
    "templates/for_you" => ForYou,
    "templates/holds" => Holds,
    "templates/home" => Home,
    "templates/installing" => Installing,
    "templates/interviews" => Interviews,
    "templates/layouts" => Layouts,
    "templates/looks" => Looks,
    "templates/showcases" => Showcases,
    "templates/packs" => Packs,
    "templates/participants" => Participants,
    "templates/permissions" => Permissions,
    "templates/projects" => Projects,
    "templates/reaching" => Reaching,
    "templates/safeguarding" => Safeguarding,
    "templates/my_stories" => MyStories,
    "templates/settings" => Settings,
    "templates/supporting" => Supporting,
    "templates/telling" => Telling,
}

fn below(folder: &str) -> &str {
    folder.strip_prefix("templates/").unwrap_or(folder)
}

/// Builds the engine.
///
/// `assets` maps a path below `templates/assets/dist` to the address it is served at; a path that
/// is not in it is served at `/assets/<path>`.
///
/// # Errors
/// When a template does not parse, or names a component, function or filter that does not exist.
pub fn engine(assets: &BTreeMap<String, String>) -> anyhow::Result<Tera> {
    let assets = Arc::new(assets.clone());
    let mut tera = Tera::new();
    tera.register_function(
        "asset",
        Address {
            assets: assets.clone(),
            argument: "path",
        },
    );
    tera.register_function(
        "symbol",
        Address {
            assets,
            argument: "name",
        },
    );
    tera.register_function("attrs", Attributes);
    tera.register_function("say", Say);
    let mut texts = Vec::new();
    for (name, bytes) in sources() {
        let text = String::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
        texts.push((name, text));
    }
    tera.add_raw_templates(texts)
        .context("the templates do not load")?;
    Ok(tera)
}

/// `asset(path="story.css")` and `symbol(name="home")`: where a built file is served.
struct Address {
    assets: Arc<BTreeMap<String, String>>,
    argument: &'static str,
}

impl Function<TeraResult<String>> for Address {
    fn call(&self, kwargs: Kwargs, _: &State) -> TeraResult<String> {
        let given = kwargs.must_get::<&str>(self.argument)?;
        let path = match self.argument {
            "name" => format!("symbols/{given}.svg"),
            _ => given.to_owned(),
        };
        Ok(self
            .assets
            .get(&path)
            .cloned()
            .unwrap_or_else(|| format!("/assets/{path}")))
    }
}

/// `say(key="easy-home-hello", name=page.name)`: a message in the language of this request, with its variables.
struct Say;

impl Function<TeraResult<String>> for Say {
    fn call(&self, kwargs: Kwargs, _: &State) -> TeraResult<String> {
        let key = kwargs.must_get::<&str>("key")?;
        let mut args = words::Args::new();
        for (name, value) in kwargs.iter() {
            match (name.as_str(), value.as_i64(), value.as_str()) {
                (None | Some("key"), ..) => {}
                (Some(name), Some(number), _) => args.set(name.to_owned(), number),
                (Some(name), None, Some(text)) => args.set(name.to_owned(), text.to_owned()),
                (Some(name), None, None) => {
                    return Err(tera::Error::message(format!(
                        "{key}: {name} is neither text nor number"
                    )));
                }
            }
        }
        Ok(words::say(key, &args))
    }
}

/// `attrs(a=..)`: prints attributes, values escaped. Takes a map, or pairs of name and value; `true`
/// prints the bare name; `false` and nothing print nothing.
struct Attributes;

impl Function<TeraResult<String>> for Attributes {
    fn call(&self, kwargs: Kwargs, _: &State) -> TeraResult<String> {
        let given = kwargs.must_get::<&Value>("a")?;
        let mut out = String::new();
        if let Some(map) = given.as_map() {
            for (name, value) in map {
                print_attribute(&mut out, &name.to_string(), value)?;
            }
        } else if let Some(pairs) = given.as_array() {
            for pair in pairs {
                if let Some([name, value]) = pair.as_array() {
                    print_attribute(&mut out, name.as_str().unwrap_or_default(), value)?;
                }
            }
        }
        Ok(out)
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// The policy of our pages allows no inline style or script, so such an attribute is a mistake.
fn print_attribute(out: &mut String, name: &str, value: &Value) -> TeraResult<()> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    let lower = name.to_ascii_lowercase();
    if name.is_empty() || !name.chars().all(plain) || lower == "style" || lower.starts_with("on") {
        return Err(tera::Error::message(format!("attrs() does not print {name:?}")));
    }
    match value.as_bool() {
        Some(true) => {
            out.push(' ');
            out.push_str(name);
        }
        Some(false) => {}
        None if value.is_none() || value.is_undefined() => {}
        None => {
            let text = value.to_string();
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            for c in text.chars() {
                match c {
                    '&' => out.push_str("&amp;"),
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    '"' => out.push_str("&quot;"),
                    '\'' => out.push_str("&#39;"),
                    c => out.push(c),
                }
            }
            out.push('"');
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::context;

    fn render(source: &str, context: &tera::Context) -> Result<String, String> {
        let assets = BTreeMap::from([("story.css".to_owned(), "/assets/story.1a2b.css".to_owned())]);
        let tera = engine(&assets).map_err(|e| e.to_string())?;
        tera.render_str(source, context, true).map_err(|e| e.to_string())
    }

    #[test]
    fn assets_and_symbols_have_addresses() {
        let page = r#"{{ asset(path="story.css") }} {{ asset(path="new.js") }} {{ symbol(name="home") }}"#;
        let out = render(page, &context! {}).unwrap();
        assert_eq!(
            out,
            "/assets/story.1a2b.css /assets/new.js /assets/symbols/home.svg"
        );
    }

    #[test]
    fn attributes_are_escaped_and_inline_code_is_refused() {
        let attrs = crate::web::components::Attrs::default()
            .with("title", "\"><script>")
            .flag("hidden", true);
        let out = render("<p{{ attrs(a=a) }}>", &context! { a => &attrs }).unwrap();
        assert_eq!(out, r#"<p title="&quot;&gt;&lt;script&gt;" hidden>"#);
        for name in ["onclick", "style", "a b", ""] {
            let attrs = crate::web::components::Attrs::default().with(name, "x");
            assert!(
                render("<p{{ attrs(a=a) }}>", &context! { a => &attrs }).is_err(),
                "{name}"
            );
        }
    }

    #[test]
    fn every_folder_of_templates_is_embedded() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        let mut found: Vec<String> = std::fs::read_dir(root)
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
            .filter(|name| name != "assets")
            .collect();
        found.sort();
        let mut embedded: Vec<&str> = FOLDERS.iter().copied().map(below).collect();
        embedded.sort_unstable();
        assert_eq!(
            found, embedded,
            "name each folder of templates/ in web/templates.rs"
        );
    }
}
