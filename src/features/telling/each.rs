//! A story without writing: one picture after the other, each placed on a face by one press.
//! Which pictures are asked about depends on what the story is about. Must never ask about a picture twice.
use actix_web::web;
use entity::placing;
use entity::theme::Theme;
use serde::Serialize;

use super::STEPS;
use super::draft::Draft;
use crate::state::State;
use crate::web::shown::FEELINGS;
use crate::web::step::{Step, Tile};
use crate::web::{Error, Form, Invalid, Page, Query, Reply, Who, see_other};

/// The name of a picture and what it is.
type Card = (&'static str, &'static str);

/// What is asked when a story is about something, six pictures each; the last is for everything else.
const CARDS: [(&[&str], [Card; 6]); 5] = [
    (
        &["things-to-do", "work-and-learning"],
        [
            ("bus", "The way there"),
            ("friends", "The people there"),
            ("heard", "The staff"),
            ("choices", "What we do"),
            ("teapot", "Food and drink"),
            ("home", "Going home"),
        ],
    ),
    (
        &["home", "residential-care", "looked-after-and-leaving-care"],
        [
            ("bed", "My room"),
            ("friends", "The people I live with"),
            ("heard", "The staff"),
            ("key", "My own door"),
            ("teapot", "Food and drink"),
            ("going-out", "Going out"),
        ],
    ),
    (
        &["getting-about"],
        [
            ("bus", "The bus"),
            ("train", "The train"),
            ("going-out", "Walking"),
            ("clock", "Waiting"),
            ("money", "What it costs"),
            ("safe", "Feeling safe"),
        ],
    ),
    (
        &["health", "mental-health"],
        [
            ("talk", "Talking to the doctor"),
            ("heard", "Being listened to"),
            ("pill", "My medicine"),
            ("clock", "Waiting"),
            ("bus", "The way there"),
            ("help", "Getting help"),
        ],
    ),
    (
        &[],
        [
            ("friends", "The people"),
            ("heard", "Being listened to"),
            ("choices", "Having my say"),
            ("clock", "Waiting"),
            ("money", "Money"),
            ("safe", "Feeling safe"),
        ],
    ),
];

/// The faces of the short scale.
const FACES: [i32; 3] = [4, 3, 2];

fn cards(about: Option<&Theme>) -> &'static [Card; 6] {
    let [.., (_, every)] = &CARDS;
    let of = |keys: &[&str]| about.is_some_and(|theme| keys.contains(&theme.key.as_str()));
    CARDS
        .iter()
        .find(|(keys, _)| of(keys))
        .map_or(every, |(_, cards)| cards)
}

#[derive(Debug, Serialize)]
struct EachPage {
    step: Step,
    picture: &'static str,
    /// "Picture 2 of 6."
    part: String,
    faces: Vec<Tile>,
    /// Where the answer goes, without the number.
    action: String,
    to: String,
}

impl Page for EachPage {
    const TEMPLATE: &'static str = "telling/each.html";

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

/// The picture of a number, counted from 1.
fn card(draft: &Draft, number: usize) -> Result<Card, Error> {
    let card = number
        .checked_sub(1)
        .and_then(|at| cards(draft.about.as_ref()).get(at));
    card.copied().ok_or(Error::NotFound)
}

fn each_page(draft: &Draft, form: &Form, number: usize, errors: &Invalid) -> Result<EachPage, Error> {
    let (picture, label) = card(draft, number)?;
    let back = match number {
        1 => "about".to_owned(),
        number => format!("each/{}", number - 1),
    };
    let placed = draft.own.story.placed.iter();
    let felt = placed
        .filter(|placed| usize::try_from(placed.position) == Ok(number) && placed.label == label)
        .map(|placed| placed.feeling)
        .next();
    let faces = FEELINGS.into_iter().filter(|face| FACES.contains(&face.value));
    Ok(EachPage {
        step: Step::new(label, draft.back(form, &back))
            .part(3, STEPS)
            .errors(errors),
        picture,
        part: format!("Picture {number} of {}", cards(draft.about.as_ref()).len()),
        faces: faces
            .map(|face| {
                Tile::new(face.value.to_string(), face.picture, face.words).picked(felt == Some(face.value))
            })
            .collect(),
        action: draft.at(&format!("each/{number}")),
        to: form.typed("to"),
    })
}

pub async fn page(state: State, who: Who, path: web::Path<(String, usize)>, Query(query): Query) -> Reply {
    let (id, number) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    state.page(&who, &each_page(&draft, &query, number, &Invalid::default())?)
}

pub async fn answer(state: State, who: Who, path: web::Path<(String, usize)>, form: Form) -> Reply {
    let (id, number) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let (picture, label) = card(&draft, number)?;
    let feeling = match form.get("face") {
        "skip" => None,
        face => match face.parse().ok().filter(|face| FACES.contains(face)) {
            Some(face) => Some(face),
            None => {
                let errors = Invalid::one("face", "Pick one face, or skip this picture.");
                return state.refused(&who, &each_page(&draft, &form, number, &errors)?);
            }
        },
    };
    let now = state.clock.now();
    let position = i32::try_from(number).map_err(|_| Error::NotFound)?;
    let tx = state.db.begin().await?;
    placing::place(&tx, &who, draft.id(), (position, picture, label), feeling, now).await?;
    draft.keep_title(&tx, &who, draft.about.as_ref(), now).await?;
    tx.commit().await?;
    let draft = Draft::open(&state, &who, &id).await?;
    if number < cards(draft.about.as_ref()).len() {
        let to = if form.get("to") == "check" {
            "?to=check"
        } else {
            ""
        };
        return Ok(see_other(&draft.at(&format!("each/{}{to}", number + 1))));
    }
    let next = if draft.is_told() {
        "feeling"
    } else {
        // Every picture was skipped: there is nothing to send yet.
        "write"
    };
    Ok(draft.after(&form, next))
}
