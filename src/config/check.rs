//! Prints the merged configuration with the source of each value. Never prints a password.
use std::fmt::Write as _;

use figment::providers::Serialized;
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};

/// One `section.key = value   # source` a line, in the order of the names.
pub(super) fn report(figment: &Figment) -> Result<String, Box<figment::Error>> {
    let all: Dict = figment.extract().map_err(Box::new)?;
    let mut out = String::new();
    for (section, keys) in &all {
        for (key, value) in keys.as_dict().into_iter().flatten() {
            let name = format!("{section}.{key}");
            // Writing to a String cannot fail.
            let _ = writeln!(
                out,
                "{name} = {}   # {}",
                shown(key, value),
                source(figment, &name)
            );
        }
    }
    Ok(out)
}

fn source(figment: &Figment, name: &str) -> String {
    let Some(metadata) = figment.find_metadata(name) else {
        return "default".into();
    };
    match metadata.source.as_ref().and_then(figment::Source::file_path) {
        Some(path) => path.display().to_string(),
        None if metadata.name.contains("environment") => {
            format!(
                "environment FIRSTHAND__{}",
                name.to_uppercase().replace('.', "__")
            )
        }
        None if metadata.name == Flag::NAME => "flag".into(),
        None => "default".into(),
    }
}

/// One value from the command line, known by name in the report.
pub(super) struct Flag(pub Serialized<String>);

impl Flag {
    const NAME: &'static str = "flag";

    pub(super) fn new(key: &str, value: &str) -> Self {
        Self(Serialized::default(key, value.to_owned()))
    }
}

impl Provider for Flag {
    fn metadata(&self) -> Metadata {
        Metadata::named(Self::NAME)
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        self.0.data()
    }
}

fn shown(key: &str, value: &Value) -> String {
    match value {
        Value::String(..) if key == "password" => "***".into(),
        Value::String(_, text) if key == "url" => format!("{:?}", without_password(text)),
        Value::String(_, text) => format!("{text:?}"),
        Value::Num(_, number) => number
            .to_u128()
            .map(|whole| whole.to_string())
            .or_else(|| number.to_i128().map(|whole| whole.to_string()))
            .unwrap_or_else(|| "?".into()),
        Value::Bool(_, yes) => yes.to_string(),
        Value::Empty(..) => "(not set)".into(),
        other => format!("{other:?}"),
    }
}

/// `postgres://name:secret@host/db` -> `postgres://name:***@host/db`.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "***".into();
    };
    // The last @ ends the name and password: a password may itself hold one.
    let Some((login, place)) = rest.rsplit_once('@') else {
        let place = rest.split('?').next().unwrap_or_default();
        return format!("{scheme}://{place}");
    };
    let name = login.split(':').next().unwrap_or_default();
    let place = place.split('?').next().unwrap_or_default();
    format!("{scheme}://{name}:***@{place}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use figment::providers::{Format, Toml};

    #[test]
    fn passwords_never_show() {
        for url in [
            "postgres://fred:s3cret@db/x",
            "postgres://fred:a@s3cret@db/x",
            "postgres://db/x?password=s3cret",
        ] {
            assert!(!without_password(url).contains("s3cret"), "{url}");
        }
        assert_eq!(
            without_password("postgres://fred:s3cret@db/x"),
            "postgres://fred:***@db/x"
        );
    }

    #[test]
    fn a_secret_of_its_own_never_shows() {
        let figment = Figment::from(Serialized::defaults(Config::default()))
            .merge(Toml::string("[mail]\npassword = 's3cret'"));
        let report = report(&figment).unwrap();
        assert!(
            !report.contains("s3cret") && report.contains("mail.password = ***"),
            "{report}"
        );
    }

    #[test]
    fn each_value_says_where_it_came_from() {
        let figment = Figment::from(Serialized::defaults(Config::default()))
            .merge(Toml::string("[search]\nmemory_mb = 64"))
            .merge(Flag::new("server.listen", "127.0.0.1:1"));
        let report = report(&figment).unwrap();
        assert!(report.contains("search.memory_mb = 64"), "{report}");
        assert!(
            report.contains("server.listen = \"127.0.0.1:1\"   # flag"),
            "{report}"
        );
        assert!(report.contains("jobs.workers = 2   # default"), "{report}");
    }
}
