//! What the program was told: one struct per consumer, so that no part sees more than its own.
//! Layers: defaults -> `firsthand.toml` -> `FIRSTHAND__SECTION__KEY` -> flags. Never read the environment elsewhere.
mod check;
mod council;
mod data;
mod db;
mod jobs;
mod log;
mod mail;
mod media;
mod search;
mod security;
mod server;

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use self::check::Flag;
pub use self::council::Council;
pub use self::data::Data;
pub use self::db::Db;
pub use self::jobs::Jobs;
pub use self::log::{Log, LogFormat};
pub use self::mail::{Mail, Tls, Transport};
pub use self::media::Media;
pub use self::search::Search;
pub use self::security::Security;
pub use self::server::Server;

/// The configuration file looked for in the working directory when none is named.
pub const FILE: &str = "firsthand.toml";

/// Everything that can be set, section by section.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub server: Server,
    pub data: Data,
    pub db: Db,
    pub media: Media,
    pub search: Search,
    pub jobs: Jobs,
    pub mail: Mail,
    pub security: Security,
    pub council: Council,
    pub log: Log,
}

/// The flags that sit above every other layer.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    pub file: Option<PathBuf>,
    pub data: Option<PathBuf>,
    pub listen: Option<String>,
}

/// Why the configuration was not taken. Every message names the fix.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("the configuration could not be read")]
    Unreadable(#[from] Box<figment::Error>),
    #[error("there is no file at {}: check the path given to --config", .0.display())]
    NoFile(PathBuf),
    #[error("{0}")]
    Contradiction(String),
}

impl Config {
    /// Merges all layers and checks that they agree.
    pub fn load(flags: &Flags) -> Result<Self, ConfigError> {
        let config: Self = figment(flags)?.extract().map_err(Box::new)?;
        config.validate()?;
        Ok(config)
    }

    /// Refuses settings that contradict each other, saying what to change.
    pub fn validate(&self) -> Result<(), ConfigError> {
        let sections = [
            self.server.validate(),
            self.db.validate(),
            self.media.validate(),
            self.search.validate(),
            self.jobs.validate(),
            self.mail.validate(),
            self.security.validate(),
            self.council.validate(),
        ];
        sections
            .into_iter()
            .collect::<Result<Vec<()>, String>>()
            .map(|_| ())
            .map_err(ConfigError::Contradiction)
    }

    /// Where the database is: the configured address, or a file in the data directory.
    pub fn database_url(&self) -> String {
        self.db
            .address()
            .unwrap_or_else(|| format!("sqlite://{}?mode=rwc", self.data.database_file().display()))
    }

    /// The merged values, one `section.key = value` a line, secrets hidden, each with its source.
    pub fn report(flags: &Flags) -> Result<String, ConfigError> {
        let figment = figment(flags)?;
        let config: Self = figment.extract().map_err(Box::new)?;
        config.validate()?;
        Ok(check::report(&figment)?)
    }
}

fn figment(flags: &Flags) -> Result<Figment, ConfigError> {
    let file = flags.file.as_deref().unwrap_or(Path::new(FILE));
    if flags.file.is_some() && !file.is_file() {
        return Err(ConfigError::NoFile(file.to_path_buf()));
    }
    let mut figment = Figment::from(Serialized::defaults(Config::default()));
    if file.is_file() {
        figment = figment.merge(Toml::file_exact(file));
    }
    figment = figment.merge(Env::prefixed("FIRSTHAND__").split("__"));
    if let Some(dir) = &flags.data {
        figment = figment.merge(Flag::new("data.dir", &dir.to_string_lossy()));
    }
    if let Some(listen) = &flags.listen {
        figment = figment.merge(Flag::new("server.listen", listen));
    }
    Ok(figment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_toml(text: &str) -> Result<Config, String> {
        let config: Config = Figment::from(Serialized::defaults(Config::default()))
            .merge(Toml::string(text))
            .extract()
            .map_err(|error| error.to_string())?;
        config.validate().map_err(|error| error.to_string())?;
        Ok(config)
    }

    #[test]
    fn starting_with_nothing_works() {
        let config = from_toml("").unwrap();
        assert_eq!(config.server.listen, "127.0.0.1:8080");
        assert_eq!(config.database_url(), "sqlite://media/firsthand.db?mode=rwc");
    }

    #[test]
    fn a_misspelt_key_is_named() {
        let error = from_toml("[server]\nlissen = '1.2.3.4:1'").unwrap_err();
        assert!(error.contains("lissen"), "{error}");
    }

    #[test]
    fn an_unprotected_public_address_says_what_to_change() {
        let error = from_toml("[server]\npublic_url = 'http://stories.example.gov.uk'").unwrap_err();
        assert!(
            error.contains("server.public_url") && error.contains("https://"),
            "{error}"
        );
    }

    #[test]
    fn an_open_door_needs_the_address_that_people_type() {
        for listen in ["0.0.0.0:80", "[::]:80", "192.0.2.7:8080", "stories.example:80"] {
            let error = from_toml(&format!("[server]\nlisten = '{listen}'")).unwrap_err();
            assert!(error.contains("server.public_url"), "{error}");
            let public = "public_url = 'https://stories.example.gov.uk'";
            from_toml(&format!("[server]\nlisten = '{listen}'\n{public}")).unwrap();
        }
        for listen in ["127.0.0.1:0", "127.9.9.9:80", "[::1]:80", "localhost:80"] {
            from_toml(&format!("[server]\nlisten = '{listen}'")).unwrap();
        }
    }

    #[test]
    fn a_time_zone_that_is_none_is_named() {
        let error = from_toml("[council]\ntime_zone = 'Mars/Olympus'").unwrap_err();
        assert!(
            error.contains("council.time_zone") && error.contains("Mars"),
            "{error}"
        );
        from_toml("[council]\ntime_zone = 'Europe/Dublin'").unwrap();
    }

    #[test]
    fn flags_sit_above_everything_else() {
        let flags = Flags {
            listen: Some("127.0.0.1:9".into()),
            data: Some("elsewhere".into()),
            ..Flags::default()
        };
        let config = Config::load(&flags).unwrap();
        assert_eq!(config.server.listen, "127.0.0.1:9");
        assert_eq!(config.data.database_file(), Path::new("elsewhere/firsthand.db"));
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let flags = Flags {
            file: Some("nowhere.toml".into()),
            ..Flags::default()
        };
        assert!(
            Config::load(&flags)
                .unwrap_err()
                .to_string()
                .contains("nowhere.toml")
        );
    }
}
