//! A message to somebody, made at the moment of sending: short sentences, one idea each, and one link.
//! Must never be given a word of a story.
use entity::Language;
use entity::reach::Address;
use serde::Serialize;

use crate::mail::{Letter, Trouble};
use crate::state::State;
use crate::web::twin::WELSH;

/// What a message says.
#[derive(Debug, Clone, Serialize)]
pub struct Outgoing {
    /// Which language it is in (BCP 47).
    pub language: &'static str,
    /// The line above the message.
    pub subject: String,
    /// Its sentences, the greeting first.
    pub lines: Vec<String>,
    /// The words of the one button.
    pub button: String,
    /// Where it leads: a whole address.
    pub link: String,
    /// A quiet line at the end; may be empty.
    pub end: String,
}

const TEMPLATE: &str = "reaching/mail.html";

impl State {
    /// The whole address of one of our pages.
    pub fn address_of(&self, path: &str) -> String {
        format!("{}{path}", self.config.server.public_url)
    }

    /// The same for somebody who reads this language.
    pub fn address_in(&self, language: Language, path: &str) -> String {
        match language {
            Language::English => self.address_of(path),
            Language::Welsh => self.address_of(&format!("{WELSH}{path}")),
        }
    }

    /// Sends it now; only from a job. A text has the sentences and the link, and nothing else.
    pub async fn send(&self, to: &Address, said: Outgoing) -> Result<(), Trouble> {
        let letter = match to {
            Address::Text(number) => Letter {
                to: self.config.mail.gateway(number).ok_or(Trouble::Address)?,
                subject: String::new(),
                text: format!("{} {}", said.lines.join(" "), said.link),
                html: None,
            },
            Address::Email(email) => {
                let mut context = tera::Context::new();
                context.insert("said", &said);
                // A mistake in a template does not go away by itself, but the next version has another one.
                let html = self.templates.render(TEMPLATE, &context).map_err(|error| {
                    tracing::error!(%error, "a message could not be made");
                    Trouble::NotNow
                })?;
                let text = format!(
                    "{}\n\n{}:\n{}\n\n{}\n",
                    said.lines.join("\n"),
                    said.button,
                    said.link,
                    said.end
                );
                Letter {
                    to: email.clone(),
                    subject: said.subject,
                    text,
                    html: Some(html),
                }
            }
        };
        self.mail.send(letter).await
    }
}
