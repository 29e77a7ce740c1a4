//! Which database. The address may hold a password, so it is never shown whole.
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Db {
    /// `sqlite://…` or `postgres://…`. Empty: a file in the data directory.
    #[serde(serialize_with = "hidden")]
    pub url: Option<SecretString>,
}

impl Db {
    pub(super) fn address(&self) -> Option<String> {
        self.url
            .as_ref()
            .map(|url| url.expose_secret().to_owned())
            .filter(|url| !url.is_empty())
    }

    pub(super) fn validate(&self) -> Result<(), String> {
        match self.address() {
            None => Ok(()),
            Some(url)
                if ["sqlite:", "postgres:", "postgresql:"]
                    .iter()
                    .any(|start| url.starts_with(start)) =>
            {
                Ok(())
            }
            Some(_) => Err(
                "db.url starts with something else than sqlite:// or postgres://: use one of these two"
                    .into(),
            ),
        }
    }
}

// Serialising happens only for the defaults, where there is no secret to lose.
#[expect(clippy::ref_option, reason = "serde names the signature")]
fn hidden<S: Serializer>(url: &Option<SecretString>, serializer: S) -> Result<S::Ok, S::Error> {
    match url {
        None => serializer.serialize_none(),
        Some(_) => serializer.serialize_str("(hidden)"),
    }
}
