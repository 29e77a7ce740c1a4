//! "Can they still see your story?": one question a screen, with who, what and until when.
//! Must never show more than one story at a time, nor record a yes that was not pressed.
use actix_web::http::StatusCode;
use actix_web::web;
use entity::asking::{self, Question, Reply as Answered, Why};
use entity::consent::{Asked, WORDING};
use entity::story::{self, Status};
use entity::{AskCause, StoryId};
use serde::Serialize;

use crate::say;
use crate::state::State;
use crate::web::sharing::{Choices, Sharing};
use crate::web::step::{Step, Tile};
use crate::web::{Error, Form, Invalid, Page, Reply, Who, dates, see_other_saying};
use crate::words::refused;

#[derive(Debug, Serialize)]
struct AskPage {
    step: Step,
    title: String,
    why: Vec<Row>,
    sharing: Vec<Sharing>,
    tiles: Vec<Tile>,
    action: String,
    change: String,
    /// The version of the words on this page.
    wording: &'static str,
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "asking/ask.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

/// One idea with its picture.
#[derive(Debug, Serialize)]
struct Row {
    picture: &'static str,
    words: String,
}

fn rows(why: Why) -> Vec<Row> {
    let row = |picture, words| Row { picture, words };
    match why {
        Why::Ends(at) => vec![
            row("calendar", say!("easy-asking-until", day = dates::day(at))),
            row("stop", say!("easy-asking-stops-then")),
        ],
        Why::Again(AskCause::Grown) => vec![
            row("cake", say!("easy-asking-18")),
            row("choices", say!("easy-asking-yourself")),
            row("team", say!("easy-asking-team-until")),
        ],
        Why::Again(AskCause::Moved) => vec![row("door", say!("easy-asking-moved"))],
        Why::Again(AskCause::Review | AskCause::Died) => {
            vec![row("calendar", say!("easy-asking-time"))]
        }
    }
}

fn tiles() -> Vec<Tile> {
    vec![
        Tile::new("year", "calendar", say!("easy-asking-year")),
        Tile::new("stop", "yes", say!("easy-asking-until-stop")),
        Tile::new("no", "stop", say!("easy-asking-no")),
    ]
}

async fn ask_page(state: &State, who: &Who, asked: &Question, errors: &Invalid) -> Result<AskPage, Error> {
    let own = story::own(&state.db, who, asked.story, state.clock.now()).await?;
    Ok(AskPage {
        step: Step::new(say!("easy-asking-title"), "/me").errors(errors),
        title: own.story.title,
        why: rows(asked.why),
        sharing: Choices::of_yeses(&asked.about).sentences(),
        tiles: tiles(),
        action: format!("/me/ask/{}", asked.story),
        change: format!("/me/story/{}/who", asked.story),
        wording: WORDING,
    })
}

pub async fn page(state: State, who: Who) -> Reply {
    let asked = asking::questions(&state.db, &who, state.clock.now()).await?;
    match asked.first() {
        Some(first) => state.page(&who, &ask_page(&state, &who, first, &Invalid::default()).await?),
        None => Ok(see_other_saying(&state, "/me", &say!("easy-asking-none"))),
    }
}

pub async fn answer(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: StoryId = id.parse()?;
    let now = state.clock.now();
    let own = story::own(&state.db, &who, id, now).await?;
    let asked = asking::questions(&state.db, &who, now).await?;
    let Some(question) = asked.iter().find(|question| question.story == id) else {
        // The second press, or the answer came from another phone.
        return Ok(see_other_saying(&state, "/me", &say!("easy-asking-answered")));
    };
    let reply = match form.get("answer") {
        "year" => Answered::Year,
        "stop" => Answered::UntilStop,
        "no" => Answered::No,
        _ => {
            let errors = Invalid::one("answer", say!("easy-step-pick"));
            return state.refused(&who, &ask_page(&state, &who, question, &errors).await?);
        }
    };
    let asked = Asked {
        wording: form.typed("wording"),
        explained: "Pictures on the phone, asked again".to_owned(),
        present: String::new(),
    };
    let tx = state.db.begin().await?;
    match asking::answer(&tx, &who, id, reply, &asked, now).await {
        Ok(()) => tx.commit().await?,
        Err(entity::Error::Conflict(why)) => {
            drop(tx);
            let page = ask_page(&state, &who, question, &Invalid::one("answer", refused(why))).await?;
            return state.answer(StatusCode::CONFLICT, &who, &page);
        }
        Err(error) => return Err(error.into()),
    }
    // A no holds before the page says so; the index takes in what is left.
    state.withdrawn(id).await?;
    let (to, words) = match (reply, own.status) {
        (Answered::No, _) => ("/me".to_owned(), say!("easy-asking-stopped")),
        (_, Status::Waiting) => (format!("/me/stories/{id}/look"), say!("easy-asking-look")),
        _ => ("/me".to_owned(), say!("easy-asking-still")),
    };
    Ok(see_other_saying(&state, &to, &words))
}
