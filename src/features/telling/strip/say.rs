//! A few words about a picture, or the teller's voice about it. Nobody has to say anything.
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::web;
use entity::{asset, placing};
use serde::Serialize;

use super::{going, placed, src_of};
use crate::features::telling::STEPS;
use crate::features::telling::draft::Draft;
use crate::features::telling::film::{arrived, put_in, remove};
use crate::say;
use crate::state::State;
use crate::web::components::{FileUpload, Player, Textarea};
use crate::web::shown::{address, feeling, makes};
use crate::web::step::Step;
use crate::web::upload::Takes;
use crate::web::{Error, Fields, Form, Invalid, Page, Query, Reply, Who, see_other};

/// Room for a few words, in letters.
const MOST_WORDS: usize = 2_000;

#[derive(Debug, Serialize)]
struct SayPage {
    step: Step,
    picture: String,
    src: Option<String>,
    words: Textarea,
    voice: FileUpload,
    /// What was said about it before.
    said: Option<Player>,
    /// It is here, and not ready to be heard yet.
    waits: bool,
    action: String,
    to: String,
}

impl Page for SayPage {
    const TEMPLATE: &'static str = "telling/say.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

fn say_page(draft: &Draft, form: &Form, number: &str, errors: &Invalid) -> Result<SayPage, Error> {
    let placed = placed(draft, number)?;
    let back = going(draft, &format!("each/{}", placed.position), form);
    let mut step = Step::new(say!("easy-pictures-say"), back.as_str())
        .part(3, STEPS)
        .errors(errors);
    if let Some(face) = feeling(Some(placed.feeling)) {
        let sentence = format!("{}: {}", placed.label, makes(placed.feeling));
        step = step.did(face.picture, sentence, back, "");
    }
    let words = if form.has("words") {
        form.typed("words")
    } else {
        placed.words.clone()
    };
    Ok(SayPage {
        step,
        picture: placed.symbol.clone(),
        src: src_of(placed),
        words: Textarea::new("words", say!("easy-pictures-write"))
            .rows(2)
            .value(words)
            .error(errors.message("words")),
        voice: FileUpload::new(
            "voice",
            if placed.sound.is_some() {
                say!("easy-pictures-voice-again")
            } else {
                say!("easy-pictures-voice")
            },
        )
        .accept("audio/*")
        .capture("user")
        .error(errors.message("voice")),
        said: placed
            .sound_heard
            .as_ref()
            .map(|sound| Player::sound(address(sound), placed.label.clone()).media_type(sound.mime.as_str())),
        waits: placed.sound.is_some() && placed.sound_heard.is_none(),
        action: draft.at(&format!("each/{}/say", placed.position)),
        to: form.typed("to"),
    })
}

pub async fn page(state: State, who: Who, path: web::Path<(String, String)>, Query(query): Query) -> Reply {
    let (id, number) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    state.page(&who, &say_page(&draft, &query, &number, &Invalid::default())?)
}

/// Keeps the words; too many come back to the page, none of them lost.
async fn keep_words(
    state: &State,
    who: &Who,
    draft: &Draft,
    position: i32,
    form: &Form,
) -> Result<(), KeepError> {
    let mut fields = Fields::of(form);
    let words = fields.optional_text("words", MOST_WORDS);
    let words = fields.finish(|| words).map_err(KeepError::Words)?;
    let tx = state.db.begin().await.map_err(Error::from)?;
    placing::say(&tx, who, draft.id(), position, words.trim(), state.clock.now())
        .await
        .map_err(Error::from)?;
    tx.commit().await.map_err(Error::from)?;
    Ok(())
}

enum KeepError {
    Words(Invalid),
    Other(Error),
}

impl From<Error> for KeepError {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

pub async fn answer(state: State, who: Who, path: web::Path<(String, String)>, parts: Multipart) -> Reply {
    let (id, number) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let position = placed(&draft, &number)?.position;
    let (form, uploads) = match arrived(&state, &who, parts).await {
        Ok(arrived) => arrived,
        Err(Error::TooLarge) => {
            let errors = Invalid::one("voice", say!("easy-pictures-voice-long"));
            let page = say_page(&draft, &Form::default(), &number, &errors)?;
            return state.answer(StatusCode::PAYLOAD_TOO_LARGE, &who, &page);
        }
        Err(error) => return Err(error),
    };
    match keep_words(&state, &who, &draft, position, &form).await {
        Ok(()) => {}
        Err(KeepError::Words(errors)) => {
            return state.refused(&who, &say_page(&draft, &form, &number, &errors)?);
        }
        Err(KeepError::Other(error)) => return Err(error),
    }
    if let Some(why) = put_in(&state, &who, &draft, &uploads, Takes::Sounds).await? {
        let draft = Draft::open(&state, &who, &id).await?;
        let errors = Invalid::one("voice", why);
        return state.refused(&who, &say_page(&draft, &form, &number, &errors)?);
    }
    let mut said = None;
    for upload in &uploads {
        said = asset::sent_as(&state.db, &who, *upload).await?.or(said);
    }
    let no_voice = form.get("then") == "no-voice";
    if said.is_some() || no_voice {
        let now = state.clock.now();
        let tx = state.db.begin().await?;
        let before = placing::sound_is(&tx, &who, draft.id(), position, said, now).await?;
        tx.commit().await?;
        let before: Vec<_> = before.into_iter().collect();
        remove(&state, &who, &before).await?;
    }
    if no_voice {
        return Ok(see_other(&going(&draft, &format!("each/{position}/say"), &form)));
    }
    Ok(see_other(&going(&draft, "strip", &form)))
}
