//! How messages leave the house: by a mail server, or as files in a folder where nobody is bothered.
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// Every message is a file in the folder `mail` of the data directory. Nothing is sent.
    #[default]
    Files,
    /// Messages go out by the mail server.
    Smtp,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// Begins open and is closed before anything is said (port 587).
    #[default]
    Starttls,
    /// Closed from the beginning (port 465).
    Wrapper,
    /// Open. Only for a server on this machine.
    None,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    pub transport: Transport,
    /// The mail server's name.
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    /// Who signs in at the mail server; empty: nobody.
    pub user: String,
    #[serde(serialize_with = "hidden")]
    pub password: Option<SecretString>,
    /// A file with the password, as secrets are mounted.
    pub password_file: Option<PathBuf>,
    /// What stands as the sender, as in "Firsthand <stories@fernshire.gov.uk>".
    pub from: String,
    /// An address that sends a text to a phone, as in "{number}@sms.example.org". Empty: no texts.
    pub text_gateway: String,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            transport: Transport::Files,
            host: String::new(),
            port: 587,
            tls: Tls::Starttls,
            user: String::new(),
            password: None,
            password_file: None,
            from: "Firsthand <stories@localhost>".into(),
            text_gateway: String::new(),
        }
    }
}

impl Mail {
    pub(super) fn validate(&self) -> Result<(), String> {
        let gateway = self.text_gateway.as_str();
        let whole = gateway.contains("{number}") && gateway.contains('@');
        if !(gateway.is_empty() || whole) {
            return Err("mail.text_gateway has no {number} in it, or no @. Write it like \
                        \"{number}@sms.example.org\", or leave it empty"
                .into());
        }
        if self.transport == Transport::Files {
            return Ok(());
        }
        if self.host.is_empty() {
            return Err("mail.transport is smtp, and mail.host is empty: name the mail server".into());
        }
        if self.from.contains("@localhost") {
            return Err("mail.from is nobody's address: write who sends, like \
                        \"Firsthand <stories@fernshire.gov.uk>\""
                .into());
        }
        let here = matches!(self.host.as_str(), "localhost" | "127.0.0.1" | "::1");
        if self.tls == Tls::None && !here {
            return Err(
                "mail.tls is none, so that everybody on the way reads the messages: set it to \
                        starttls or wrapper, or use a mail server on this machine"
                    .into(),
            );
        }
        Ok(())
    }

    /// The password, from the configuration or its file.
    pub fn secret(&self) -> std::io::Result<Option<SecretString>> {
        match (&self.password, &self.password_file) {
            (Some(password), _) if !password.expose_secret().is_empty() => Ok(Some(password.clone())),
            (_, Some(file)) => {
                let read = std::fs::read_to_string(file)?;
                Ok(Some(read.trim_end_matches(['\r', '\n']).to_owned().into()))
            }
            _ => Ok(None),
        }
    }

    /// The address that sends a text to this number; `None` when there are no texts.
    pub fn gateway(&self, number: &str) -> Option<String> {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        (!self.text_gateway.is_empty()).then(|| self.text_gateway.replace("{number}", &digits))
    }

    /// Whether texts can be sent.
    pub fn texts(&self) -> bool {
        !self.text_gateway.is_empty()
    }
}

// Serialising happens only for the defaults, where there is no secret to lose.
#[expect(clippy::ref_option, reason = "serde names the signature")]
fn hidden<S: Serializer>(password: &Option<SecretString>, serializer: S) -> Result<S::Ok, S::Error> {
    match password {
        None => serializer.serialize_none(),
        Some(_) => serializer.serialize_str("(hidden)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_work_says_what_to_change() {
        let smtp = Mail {
            transport: Transport::Smtp,
            host: "mail.example.org".into(),
            from: "Stories <stories@example.org>".into(),
            ..Mail::default()
        };
        assert_eq!(smtp.validate(), Ok(()));
        let cases = [
            (
                Mail {
                    host: String::new(),
                    ..smtp.clone()
                },
                "mail.host",
            ),
            (
                Mail {
                    from: Mail::default().from,
                    ..smtp.clone()
                },
                "mail.from",
            ),
            (
                Mail {
                    tls: Tls::None,
                    ..smtp.clone()
                },
                "mail.tls",
            ),
            (
                Mail {
                    text_gateway: "sms.example.org".into(),
                    ..smtp
                },
                "mail.text_gateway",
            ),
        ];
        for (mail, named) in cases {
            let said = mail.validate().unwrap_err();
            assert!(said.contains(named), "{said}");
        }
    }

    #[test]
    fn a_number_is_put_into_the_address_of_the_gateway() {
        let mail = Mail {
            text_gateway: "{number}@sms.example".into(),
            ..Mail::default()
        };
        assert_eq!(mail.gateway("+44 7700").as_deref(), Some("447700@sms.example"));
        assert_eq!(Mail::default().gateway("07700"), None);
    }
}
