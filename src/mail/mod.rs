//! Messages that leave the house: one door, by a mail server or into a folder of files. Knows addresses and
//! text at the moment of sending and keeps neither; what went wrong is said without them.
//! Must never be called but from a job: a page does not wait for a mail server.
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::ExposeSecret as _;

use crate::config;

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A message as it is sent.
#[derive(Clone)]
pub struct Letter {
    /// The address.
    pub to: String,
    pub subject: String,
    pub text: String,
    /// The same as a page; `None` for a text to a phone.
    pub html: Option<String>,
}

/// Why a message did not go out. Says nothing of whom it was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Trying again makes no sense: the address is none, or the server does not take it.
    #[error("the address is not taken")]
    Address,
    /// The mail server cannot be reached, or is not in the mood.
    #[error("the mail server did not take it this time")]
    NotNow,
}

/// The door. Clones share it.
#[derive(Clone)]
pub struct Mail {
    way: Way,
    from: Mailbox,
}

#[derive(Clone)]
enum Way {
    Smtp(Arc<AsyncSmtpTransport<Tokio1Executor>>),
    Files(Arc<PathBuf>),
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self.way {
            Way::Smtp(_) => "Mail(smtp)",
            Way::Files(_) => "Mail(files)",
        })
    }
}

impl Mail {
    /// Opens the door as it is configured; `folder` is for files. Nothing is said to a mail server yet.
    pub fn open(config: &config::Mail, folder: PathBuf) -> anyhow::Result<Self> {
        let from = config
            .from
            .parse()
            .context("mail.from cannot be read: write it like \"Firsthand <stories@example.org>\"")?;
        let way = match config.transport {
            config::Transport::Files => Way::Files(Arc::new(folder)),
            config::Transport::Smtp => Way::Smtp(Arc::new(smtp(config)?)),
        };
        Ok(Self { way, from })
    }

    /// Sends, once. Comes back when the server has taken it.
    pub async fn send(&self, letter: Letter) -> Result<(), Trouble> {
        let to: Mailbox = letter.to.parse().map_err(|_| Trouble::Address)?;
        let built = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject)
            .message_id(Some(self.fresh_id()));
        let built = match letter.html {
            Some(html) => built.multipart(MultiPart::alternative_plain_html(letter.text, html)),
            None => built.singlepart(SinglePart::plain(letter.text)),
        };
        let message = built.map_err(|_| Trouble::Address)?;
        match &self.way {
            Way::Files(folder) => {
                tokio::fs::create_dir_all(folder.as_ref())
                    .await
                    .map_err(|_| Trouble::NotNow)?;
                let files = AsyncFileTransport::<Tokio1Executor>::new(folder.as_ref());
                files.send(message).await.map(drop).map_err(|_| Trouble::NotNow)
            }
            Way::Smtp(server) => match server.send(message).await {
                Ok(_) => Ok(()),
                Err(error) if error.is_permanent() => Err(Trouble::Address),
                Err(error) => {
                    // What the server says may quote the address: only what kind of trouble it is.
                    tracing::warn!(
                        timeout = error.is_timeout(),
                        tls = error.is_tls(),
                        status = error.status().map(|code| code.to_string()),
                        "the mail server did not take a message"
                    );
                    Err(Trouble::NotNow)
                }
            },
        }
    }

    /// Not the name of this machine, which is nobody's business.
    fn fresh_id(&self) -> String {
        format!("<{}@{}>", uuid::Uuid::new_v4().simple(), self.from.email.domain())
    }
}

fn smtp(config: &config::Mail) -> anyhow::Result<AsyncSmtpTransport<Tokio1Executor>> {
    let parameters = || {
        TlsParameters::new(config.host.clone())
            .with_context(|| format!("mail.host is no name for a closed line: {}", config.host))
    };
    let tls = match config.tls {
        config::Tls::None => Tls::None,
        config::Tls::Starttls => Tls::Required(parameters()?),
        config::Tls::Wrapper => Tls::Wrapper(parameters()?),
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(config.host.clone())
        .port(config.port)
        .tls(tls)
        .timeout(Some(PATIENCE))
        .hello_name(ClientId::Domain("localhost".into()));
    if !config.user.is_empty() {
        let secret = config
            .secret()
            .context("mail.password_file cannot be read: check the path")?
            .context("mail.user is set, and there is no password: set mail.password_file")?;
        builder = builder.credentials(Credentials::new(
            config.user.clone(),
            secret.expose_secret().to_owned(),
        ));
    }
    Ok(builder.build())
}
