//! "Send me a link": a message with a button that signs in, once and for 15 minutes. Looking at the link
//! changes nothing, because mail programs look at every link before the person does.
//! Must never say whether an address is known.
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use entity::job::NewJob;
use entity::reach::Address;
use entity::unscoped::Reason;
use entity::{Language, LinkId, Tx, link};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::time::Instant;

use crate::jobs::{DEFAULT, Outcome, Registry, Task, Trouble};
use crate::mail;
use crate::say;
use crate::state::State;
use crate::web::components::{Button, Input};
use crate::web::outgoing::Outgoing;
use crate::web::step::Step;
use crate::web::{Door, Error, Form, Invalid, Page, Reply, Who, see_other, session};
use crate::words;

/// The kind of job that sends a link.
const SEND: &str = "sign_in.link";
/// Every answer takes as long, so that it does not say whether an address is known.
const TAKES: Duration = Duration::from_millis(250);
/// Longest address taken, in letters.
const LONGEST: usize = 254;

fn label(texts: bool) -> String {
    if texts {
        say!("easy-reaching-email-or-phone")
    } else {
        say!("easy-reaching-email")
    }
}

fn write(texts: bool) -> String {
    if texts {
        say!("easy-reaching-write-either")
    } else {
        say!("easy-reaching-write-email")
    }
}

#[derive(Debug, Serialize)]
struct AskPage {
    step: Step,
    address: Input,
    button: Button,
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "accounts/link_ask.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

fn ask_page(state: &State, form: &Form, errors: &Invalid) -> AskPage {
    AskPage {
        step: Step::new(say!("easy-reaching-link-ask"), "/start").errors(errors),
        address: Input::new("address", label(state.config.mail.texts()))
            .autocomplete("email")
            .spellcheck(false)
            .value(form.typed("address"))
            .error(errors.message("address")),
        button: Button::new(say!("easy-reaching-send-link")).once(),
    }
}

pub async fn ask(state: State, who: Who) -> Reply {
    state.page(&who, &ask_page(&state, &Form::default(), &Invalid::default()))
}

pub async fn send(state: State, who: Who, request: HttpRequest, form: Form) -> Reply {
    let texts = state.config.mail.texts();
    let typed = form.get("address");
    let address = Some(typed)
        .filter(|typed| typed.len() <= LONGEST)
        .and_then(Address::read)
        .filter(|address| texts || matches!(address, Address::Email(_)));
    let Some(address) = address else {
        let errors = Invalid::one("address", write(texts));
        return state.refused(&who, &ask_page(&state, &form, &errors));
    };
    let door = typed.trim().to_lowercase();
    state.throttle.count(Door::Link, &request, &door)?;
    let answer_at = Instant::now() + TAKES;
    let now = state.now();
    let tx = state.db.begin().await?;
    for link in link::ask(&tx, &address, now).await? {
        enqueue(&state, &tx, link).await?;
    }
    tx.commit().await?;
    state.changed();
    tokio::time::sleep_until(answer_at).await;
    Ok(see_other("/sign-in/sent"))
}

#[derive(Debug, Serialize)]
struct SentPage {}

impl Page for SentPage {
    const TEMPLATE: &'static str = "accounts/link_sent.html";
    const IN_WELSH: bool = true;
}

pub async fn sent(state: State, who: Who) -> Reply {
    state.page(&who, &SentPage {})
}

#[derive(Debug, Serialize)]
struct HelloPage {
    name: String,
    yes: Button,
    no: Button,
}

impl Page for HelloPage {
    const TEMPLATE: &'static str = "accounts/link.html";
    const IN_WELSH: bool = true;
}

/// It was used, its time is over, or it is not one of ours.
#[derive(Debug, Serialize)]
struct OverPage {
    /// Where "Send it again" is pressed; empty for a link that is not ours.
    again: String,
    help_line: String,
}

impl Page for OverPage {
    const TEMPLATE: &'static str = "accounts/link_over.html";
    const IN_WELSH: bool = true;
}

pub async fn page(state: State, who: Who, token: web::Path<String>) -> Reply {
    match link::greeting(&state.db, &session::hash(&token), state.now()).await {
        Ok(greeting) if greeting.works => {
            let page = HelloPage {
                name: greeting.known_as,
                yes: Button::new(say!("easy-reaching-yes-me")).named("answer", "yes"),
                no: Button::new(say!("easy-reaching-no-me"))
                    .named("answer", "no")
                    .secondary(),
            };
            state.page(&who, &page)
        }
        Ok(_) => over(&state, &who, StatusCode::GONE, format!("/l/{token}/again")),
        Err(entity::Error::NotFound) => over(&state, &who, StatusCode::NOT_FOUND, String::new()),
        Err(error) => Err(error.into()),
    }
}

fn over(state: &State, who: &Who, status: StatusCode, again: String) -> Reply {
    let help_line = state.config.council.help_line.clone();
    state.answer(status, who, &OverPage { again, help_line })
}

pub async fn answer(
    state: State,
    who: Who,
    request: HttpRequest,
    token: web::Path<String>,
    form: Form,
) -> Reply {
    let hash = session::hash(&token);
    state.throttle.count(Door::Link, &request, &hash)?;
    if form.get("answer") != "yes" {
        return Ok(see_other("/help"));
    }
    let tx = state.db.begin().await?;
    let account = match link::spend(&tx, &hash, state.now()).await {
        Ok(account) => account,
        // Used or over while the page was open: the page says what to do.
        Err(entity::Error::NotFound) => {
            drop(tx);
            return page(state, who, token).await;
        }
        Err(error) => return Err(error.into()),
    };
    tx.commit().await?;
    let cookie = session::start(&state, &who, account, "link").await?;
    let mut response = see_other("/");
    response.add_cookie(&cookie).map_err(anyhow::Error::from)?;
    Ok(response)
}

pub async fn again(state: State, request: HttpRequest, token: web::Path<String>) -> Reply {
    let hash = session::hash(&token);
    state.throttle.count(Door::Link, &request, &hash)?;
    let tx = state.db.begin().await?;
    if let Some(link) = link::again(&tx, &hash, state.now()).await? {
        enqueue(&state, &tx, link).await?;
    }
    tx.commit().await?;
    state.changed();
    Ok(see_other("/sign-in/sent"))
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    link: LinkId,
    /// The language of the page on which somebody asked for it.
    #[serde(default)]
    language: Option<Language>,
}

async fn enqueue(state: &State, tx: &Tx, link: LinkId) -> Result<(), Error> {
    let payload = Payload {
        link,
        language: Some(words::current()),
    };
    let job = NewJob {
        kind: SEND,
        payload: serde_json::to_string(&payload).map_err(anyhow::Error::from)?,
        queue: DEFAULT,
        // Somebody waits for it with the phone in their hand.
        priority: 10,
        dedupe_key: Some(format!("{SEND}:{link}")),
        max_attempts: 3,
    };
    Ok(entity::job::enqueue(tx, job, state.now()).await?)
}

/// Puts this work in the registry.
pub fn register(registry: Registry<State>) -> Registry<State> {
    registry.on(SEND, send_now)
}

async fn send_now(state: State, task: Task) -> Outcome {
    if task.is_over {
        return Ok(());
    }
    let Payload { link, language } = serde_json::from_str(&task.payload)?;
    let token = session::fresh_token();
    let tx = state.db.begin().await?;
    let sendable = link::issue(&tx, link, &session::hash(&token), state.now(), Reason::Work).await?;
    tx.commit().await?;
    let Some(sendable) = sendable else { return Ok(()) };
    // Who chose none asked for it in the language of the page.
    let language = sendable.language.or(language).unwrap_or(Language::English);
    let link = state.address_in(language, &format!("/l/{token}"));
    let said = words::for_now(language, || Outgoing {
        language: language.as_str(),
        subject: say!("easy-reaching-link-subject"),
        lines: vec![
            say!("easy-reaching-hello", name = sendable.known_as.as_str()),
            say!("easy-reaching-link-press"),
            say!("easy-reaching-link-once"),
            say!("easy-reaching-link-time"),
        ],
        button: say!("easy-reaching-link-button"),
        link,
        end: say!("easy-reaching-link-nothing"),
    });
    match state.send(&sendable.to, said).await {
        // An address that is not taken today is not taken in two minutes.
        Ok(()) | Err(mail::Trouble::Address) => Ok(()),
        Err(trouble) => Err(Trouble::new(trouble)),
    }
}
