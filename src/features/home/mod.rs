//! The front door: who are you, how to start, and the pages every service owes its people.
//! Must never show anything of a story.
mod help;

use serde::Serialize;

use crate::say;
use crate::state::State;
use crate::web::{Access, Page, Reply, Table, Who, see_other};

pub fn routes(table: &mut Table) {
    table
        .get("/", Access::Anyone, home)
        .get("/start", Access::Anyone, start)
        .get("/start/card", Access::Anyone, start_card)
        .get("/help", Access::Anyone, help::page)
        .get("/help/call", Access::Anyone, help::number)
        .post("/help/call", Access::Anyone, help::ask)
        .get("/accessibility", Access::Anyone, accessibility)
        .get("/privacy", Access::Anyone, privacy)
        .get("/credits", Access::Anyone, credits);
}

/// What the pages here may know: who runs the house and how to reach a person.
#[derive(Debug, Serialize)]
struct Council {
    name: String,
    help_line: String,
}

macro_rules! words_only {
    ($($page:ident = $template:literal;)+) => {$(
        #[derive(Debug, Serialize)]
        struct $page {
            council: Council,
        }

        impl Page for $page {
            const TEMPLATE: &'static str = $template;
            const IN_WELSH: bool = true;
        }
    )+};
}

words_only! {
    HomePage = "home/home.html";
    StartCardPage = "home/start_card.html";
    AccessibilityPage = "home/accessibility.html";
    PrivacyPage = "home/privacy.html";
    CreditsPage = "home/credits.html";
}

#[derive(Debug, Serialize)]
struct StartPage {
    /// The lock of a phone can sign in at this address.
    phone: bool,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "home/start.html";
    const IN_WELSH: bool = true;
}

/// What the council is called; one that gave no name is "the council" in the language of the page.
fn named(council: &crate::config::Council) -> String {
    if council.name == crate::config::Council::default().name {
        say!("easy-home-the-council")
    } else {
        council.name.clone()
    }
}

fn council(state: &State) -> Council {
    let council = &state.config.council;
    Council {
        name: named(council),
        help_line: council.help_line.clone(),
    }
}

/// Two doors; those who came in before go straight to their own start.
async fn home(state: State, who: Who) -> Reply {
    match state.start_of(&who) {
        Some(start) => Ok(see_other(start)),
        None => state.page(
            &who,
            &HomePage {
                council: council(&state),
            },
        ),
    }
}

async fn start(state: State, who: Who) -> Reply {
    let phone = state.passkeys.are_there();
    state.page(&who, &StartPage { phone })
}

async fn start_card(state: State, who: Who) -> Reply {
    state.page(
        &who,
        &StartCardPage {
            council: council(&state),
        },
    )
}

async fn accessibility(state: State, who: Who) -> Reply {
    state.page(
        &who,
        &AccessibilityPage {
            council: council(&state),
        },
    )
}

async fn privacy(state: State, who: Who) -> Reply {
    state.page(
        &who,
        &PrivacyPage {
            council: council(&state),
        },
    )
}

async fn credits(state: State, who: Who) -> Reply {
    state.page(
        &who,
        &CreditsPage {
            council: council(&state),
        },
    )
}

/// Puts the work of these pages in the registry.
pub fn register(registry: crate::jobs::Registry<State>) -> crate::jobs::Registry<State> {
    help::register(registry)
}
