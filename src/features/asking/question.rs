//! "Can they still see your story?": one question a screen, with who, what and until when.
//! Must never show more than one story at a time, nor record a yes that was not pressed.
use actix_web::http::StatusCode;
use actix_web::web;
use entity::asking::{self, Question, Reply as Answered, Why};
use entity::consent::{Asked, WORDING};
use entity::story::{self, Status};
use entity::{AskCause, StoryId};
use serde::Serialize;

use crate::state::State;
use crate::web::sharing::{Choices, Sharing};
use crate::web::step::{Step, Tile};
use crate::web::{Error, Form, Invalid, Page, Reply, Who, dates, see_other_saying};

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
    let row = |picture, words: &str| Row {
        picture,
        words: words.to_owned(),
    };
    match why {
        Why::Ends(at) => vec![
            row("calendar", &format!("You said yes until {}.", dates::day(at))),
            row("stop", "If you say nothing, it stops then."),
        ],
        Why::Again(AskCause::Grown) => vec![
            row("cake", "You are 18 now."),
            row("choices", "You choose for yourself now."),
            row("team", "Only the team sees it until you choose."),
        ],
        Why::Again(AskCause::Moved) => vec![row("door", "You moved. So we ask you again.")],
        Why::Again(AskCause::Review | AskCause::Died) => {
            vec![row("calendar", "It is time to ask you again.")]
        }
    }
}

const TILES: [(&str, &str, &str); 3] = [
    ("year", "calendar", "Yes, one more year"),
    ("stop", "yes", "Yes, until I say stop"),
    ("no", "stop", "No, stop"),
];

async fn ask_page(state: &State, who: &Who, asked: &Question, errors: &Invalid) -> Result<AskPage, Error> {
    let own = story::own(&state.db, who, asked.story, state.clock.now()).await?;
    Ok(AskPage {
        step: Step::new("Can they still see your story?", "/me").errors(errors),
        title: own.story.title,
        why: rows(asked.why),
        sharing: Choices::of_yeses(&asked.about).sentences(),
        tiles: TILES
            .iter()
            .map(|(value, picture, words)| Tile::new(*value, *picture, *words))
            .collect(),
        action: format!("/me/ask/{}", asked.story),
        change: format!("/me/story/{}/who", asked.story),
        wording: WORDING,
    })
}

pub async fn page(state: State, who: Who) -> Reply {
    let asked = asking::questions(&state.db, &who, state.clock.now()).await?;
    match asked.first() {
        Some(first) => state.page(&who, &ask_page(&state, &who, first, &Invalid::default()).await?),
        None => Ok(see_other_saying(
            &state,
            "/me",
            "We have no question for you now.",
        )),
    }
}

pub async fn answer(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: StoryId = id.parse()?;
    let now = state.clock.now();
    let own = story::own(&state.db, &who, id, now).await?;
    let asked = asking::questions(&state.db, &who, now).await?;
    let Some(question) = asked.iter().find(|question| question.story == id) else {
        // The second press, or the answer came from another phone.
        return Ok(see_other_saying(
            &state,
            "/me",
            "You answered this already. Thank you.",
        ));
    };
    let reply = match form.get("answer") {
        "year" => Answered::Year,
        "stop" => Answered::UntilStop,
        "no" => Answered::No,
        _ => {
            let errors = Invalid::one("answer", "Pick one picture to go on.");
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
            let page = ask_page(&state, &who, question, &Invalid::one("answer", why)).await?;
            return state.answer(StatusCode::CONFLICT, &who, &page);
        }
        Err(error) => return Err(error.into()),
    }
    // A no holds before the page says so; the index takes in what is left.
    state.withdrawn(id).await?;
    let (to, words) = match (reply, own.status) {
        (Answered::No, _) => ("/me".to_owned(), "It stopped. They cannot see it any more."),
        (_, Status::Waiting) => (
            format!("/me/stories/{id}/look"),
            "Thank you. Look at it once more, then say yes.",
        ),
        _ => ("/me".to_owned(), "Thank you. They can still see it."),
    };
    Ok(see_other_saying(&state, &to, words))
}
