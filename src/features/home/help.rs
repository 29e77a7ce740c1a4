//! "Get help": a person by name, a number, "Call me" and "Text me", in the same place on every page.
//! Must never ask why somebody needs help, nor say whether a number is known.
use actix_web::HttpRequest;
use entity::call::{self, Ask, NewCall};
use entity::job::NewJob;
use entity::unscoped::Reason;
use entity::{AccountId, CallId, Language, Timestamp, reach};
use serde::{Deserialize, Serialize};

use super::{Council, council};
use crate::jobs::{DEFAULT, Outcome, Registry, Task, Trouble};
use crate::mail;
use crate::say;
use crate::state::State;
use crate::web::components::{Button, Input};
use crate::web::outgoing::Outgoing;
use crate::web::step::Step;
use crate::web::{Door, Error, Fields, Form, Invalid, Page, Query, Reply, Who, see_other_saying};

/// The kind of job that tells one member of staff.
const TELL: &str = "help.tell";
/// Letters of a name.
const NAME: usize = 60;

/// Every word of the message to staff.
mod words {
    pub const SUBJECT: &str = "Somebody asks for help in Firsthand";
    pub const LINES: [&str; 2] = [
        "Somebody asks you to call them, or to send them a text.",
        "The list says who it is and how to reach them.",
    ];
    pub const BUTTON: &str = "Open the list";
    pub const END: &str = "You get this because you are in the team that helps them.";
}

#[derive(Debug, Serialize)]
struct HelpPage {
    council: Council,
    /// Whom a storyteller's card says to ask; else who helps in this council.
    helper: Option<String>,
    /// The number to call, and how a phone dials it.
    phone: Option<Phone>,
    /// The storyteller's own number, when we know it.
    number: Option<String>,
    /// What they asked for, and nobody has done yet.
    asked: Vec<Asked>,
    /// A storyteller, who can have lost their card.
    card: bool,
    /// They may go to other pages of their own from here.
    alone: bool,
    /// Whether the page is for staff who lost their password as well.
    staff_door: bool,
}

/// "We will call you."
#[derive(Debug, Serialize)]
struct Asked {
    picture: &'static str,
    words: String,
}

async fn asked(state: &State, who: &Who) -> Result<Vec<Asked>, Error> {
    let waiting = call::mine(&state.db, who).await?;
    Ok(waiting
        .into_iter()
        .map(|(ask, phone)| match ask {
            Ask::Card => Asked {
                picture: "card",
                words: say!("easy-reaching-did-want"),
            },
            Ask::Text => Asked {
                picture: "message",
                words: say!("easy-reaching-will-text", phone = phone),
            },
            Ask::Call => Asked {
                picture: "phone",
                words: say!("easy-reaching-will-call", phone = phone),
            },
        })
        .collect())
}

#[derive(Debug, Serialize)]
struct Phone {
    shown: String,
    href: String,
}

impl Page for HelpPage {
    const TEMPLATE: &'static str = "home/help.html";
    const IN_WELSH: bool = true;
}

async fn own_number(state: &State, who: &Who) -> Result<Option<String>, Error> {
    let Some(participant) = who.participant() else {
        return Ok(None);
    };
    Ok(reach::get(&state.db, who, participant).await?.phone)
}

pub async fn page(state: State, who: Who) -> Reply {
    let own = match who.choices().helper.as_str() {
        "" => entity::card::helper(&state.db, &who).await?,
        chosen => Some(chosen.to_owned()),
    };
    let given = &state.config.council;
    let phone = (!given.help_phone.is_empty()).then(|| Phone {
        shown: given.help_phone.clone(),
        href: format!(
            "tel:{}",
            reach::phone(&given.help_phone).unwrap_or_else(|| given.help_phone.clone())
        ),
    });
    let teller = who.participant().is_some();
    let page = HelpPage {
        council: council(&state),
        helper: own.or_else(|| Some(given.help_name.clone()).filter(|name| !name.is_empty())),
        phone,
        number: own_number(&state, &who).await?,
        asked: asked(&state, &who).await?,
        card: entity::card::mine(&state.db, &who).await?.is_some(),
        alone: teller && who.beside().is_none(),
        staff_door: !teller,
    };
    state.page(&who, &page)
}

#[derive(Debug, Serialize)]
struct NumberPage {
    step: Step,
    way: &'static str,
    /// Not for a storyteller, whose name is known.
    name: Option<Input>,
    phone: Input,
    button: Button,
}

impl Page for NumberPage {
    const TEMPLATE: &'static str = "home/call.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

fn way(form: &Form) -> Ask {
    match form.get("way") {
        "text" => Ask::Text,
        _ => Ask::Call,
    }
}

fn number_page(who: &Who, form: &Form, errors: &Invalid) -> NumberPage {
    let input = |name: &'static str, label: String, purpose: &'static str| {
        Input::new(name, label)
            .autocomplete(purpose)
            .value(form.typed(name))
            .error(errors.message(name))
    };
    let way = way(form);
    let button = if way == Ask::Text {
        say!("easy-reaching-text-me")
    } else {
        say!("easy-reaching-call-me")
    };
    NumberPage {
        step: Step::new(say!("easy-reaching-what-number"), "/help").errors(errors),
        way: way.as_str(),
        name: who
            .participant()
            .is_none()
            .then(|| input("name", say!("easy-reaching-name"), "name")),
        phone: input("phone", say!("easy-reaching-phone"), "tel").kind("tel"),
        button: Button::new(button).once(),
    }
}

pub async fn number(who: Who, state: State, Query(query): Query) -> Reply {
    state.page(&who, &number_page(&who, &query, &Invalid::default()))
}

fn parse(who: &Who, form: &Form) -> Result<NewCall, Invalid> {
    let mut fields = Fields::of(form);
    let name = match who.participant() {
        Some(_) => Some(String::new()),
        None => fields.line("name", NAME, &say!("easy-reaching-write-name")),
    };
    let phone = reach::phone(form.get("phone"))
        .or_else(|| fields.refuse("phone", say!("easy-reaching-write-number")));
    fields.finish(|| {
        Some(NewCall {
            ask: way(form),
            name: name?,
            phone: phone?,
        })
    })
}

pub async fn ask(state: State, who: Who, request: HttpRequest, form: Form) -> Reply {
    let new = match parse(&who, &form) {
        Ok(new) => new,
        Err(errors) => return state.refused(&who, &number_page(&who, &form, &errors)),
    };
    state.throttle.count(Door::Help, &request, &new.phone)?;
    let phone = new.phone.clone();
    let wish = new.ask;
    let now = state.now();
    let tx = state.db.begin().await?;
    let asked = call::ask(&tx, &who, new, now).await?;
    let said = if asked.is_full {
        full(&state, &who)
    } else if wish == Ask::Text {
        say!("easy-reaching-will-text", phone = phone)
    } else {
        say!("easy-reaching-will-call", phone = phone)
    };
    if let Some(call) = asked.call {
        for account in asked.told {
            let payload = Payload { call, account };
            let job = NewJob {
                kind: TELL,
                payload: serde_json::to_string(&payload).map_err(anyhow::Error::from)?,
                queue: DEFAULT,
                priority: 0,
                dedupe_key: Some(format!("{TELL}:{}:{account}", mail_key(&who, call, now))),
                max_attempts: 5,
            };
            entity::job::enqueue(&tx, job, now).await?;
        }
    }
    tx.commit().await?;
    state.changed();
    Ok(see_other_saying(&state, "/help", &said))
}

/// Nothing was kept, because too many wait.
fn full(state: &State, who: &Who) -> String {
    let number = state.config.council.help_phone.as_str();
    if who.participant().is_some() {
        say!("easy-reaching-full-own")
    } else if number.is_empty() {
        say!("easy-reaching-full-no-number")
    } else {
        say!("easy-reaching-full", phone = number)
    }
}

/// Mail about strangers goes out once an hour at most: the list has the rest.
fn mail_key(who: &Who, call: CallId, now: Timestamp) -> String {
    match who.participant() {
        Some(_) => call.to_string(),
        None => format!("strangers-{}", now.0 / Timestamp::HOUR),
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    call: CallId,
    account: AccountId,
}

/// Puts this work in the registry.
pub fn register(registry: Registry<State>) -> Registry<State> {
    registry.on(TELL, tell)
}

async fn tell(state: State, task: Task) -> Outcome {
    if task.is_over {
        return Ok(());
    }
    let Payload { call, account } = serde_json::from_str(&task.payload)?;
    let Some(email) = call::told_at(&state.db, call, account, Reason::Work).await? else {
        return Ok(());
    };
    let said = Outgoing {
        // Of staff.
        language: Language::English.as_str(),
        subject: words::SUBJECT.to_owned(),
        lines: words::LINES.map(str::to_owned).to_vec(),
        button: words::BUTTON.to_owned(),
        link: state.address_of("/studio/messages"),
        end: words::END.to_owned(),
    };
    match state.send(&reach::Address::Email(email), said).await {
        Ok(()) | Err(mail::Trouble::Address) => Ok(()),
        Err(trouble) => Err(Trouble::new(trouble)),
    }
}
