//! A few words about a picture, or the teller's voice about it. Nobody has to say anything.
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::web;
use entity::placing::{self, Placed};
use entity::{AssetId, asset};
use serde::Serialize;

use super::photos::forget;
use super::whole::gone;
use super::{going, meant, placed, src_of};
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
    /// Which picture it is, wherever it goes.
    which: String,
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

fn say_page(draft: &Draft, form: &Form, placed: &Placed, errors: &Invalid) -> SayPage {
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
    SayPage {
        step,
        picture: placed.symbol.clone(),
        which: placed.which().to_owned(),
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
    }
}

pub async fn page(state: State, who: Who, path: web::Path<(String, String)>, Query(query): Query) -> Reply {
    let (id, number) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let placed = placed(&draft, &number)?;
    state.page(&who, &say_page(&draft, &query, placed, &Invalid::default()))
}

/// Keeps what was said aloud, or takes it out; answers whether the picture is still there. A voice about one that is
/// not belongs to nothing, and is not kept.
async fn keep_voice(
    state: &State,
    who: &Who,
    draft: &Draft,
    which: &str,
    said: Option<AssetId>,
) -> Result<bool, Error> {
    let tx = state.db.begin().await?;
    let before = placing::sound_is(&tx, who, draft.id(), which, said, state.clock.now()).await;
    let (no_more, there) = match before {
        Ok(before) => {
            tx.commit().await?;
            (before, true)
        }
        Err(entity::Error::Conflict(_)) => {
            drop(tx);
            (said, false)
        }
        Err(error) => return Err(error.into()),
    };
    let no_more: Vec<AssetId> = no_more.into_iter().collect();
    remove(state, who, &no_more).await?;
    Ok(there)
}

/// Keeps the words; answers whether the picture is still there.
async fn keep_words(
    state: &State,
    who: &Who,
    draft: &Draft,
    which: &str,
    words: &str,
) -> Result<bool, Error> {
    let tx = state.db.begin().await?;
    match placing::say(&tx, who, draft.id(), which, words.trim(), state.clock.now()).await {
        Ok(_) => {}
        Err(entity::Error::Conflict(_)) => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    tx.commit().await?;
    Ok(true)
}

pub async fn answer(state: State, who: Who, path: web::Path<(String, String)>, parts: Multipart) -> Reply {
    let (id, number) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let (form, uploads) = match arrived(&state, &who, parts).await {
        Ok(arrived) => arrived,
        Err(Error::TooLarge) => {
            let errors = Invalid::one("voice", say!("easy-pictures-voice-long"));
            let page = say_page(&draft, &Form::default(), placed(&draft, &number)?, &errors);
            return state.answer(StatusCode::PAYLOAD_TOO_LARGE, &who, &page);
        }
        Err(error) => return Err(error),
    };
    if !form.has("picture") {
        placed(&draft, &number)?;
    }
    let Some(which) = meant(&draft, &form).map(|placed| placed.which().to_owned()) else {
        for upload in &uploads {
            forget(&state, &who, *upload).await?;
        }
        return gone(&state, &who, &draft, &form, !uploads.is_empty());
    };
    // The voice first: whatever is to be said otherwise, nobody says it aloud twice.
    let refused = put_in(&state, &who, &draft, &uploads, Takes::Sounds).await?;
    let mut said = None;
    for upload in uploads.iter().filter(|_| refused.is_none()) {
        said = asset::sent_as(&state.db, &who, *upload).await?.or(said);
    }
    let no_voice = form.get("then") == "no-voice";
    let mut there = true;
    if said.is_some() || no_voice {
        there = keep_voice(&state, &who, &draft, &which, said).await?;
    }
    let mut fields = Fields::of(&form);
    let words = fields.optional_text("words", MOST_WORDS);
    if let (true, Some(words)) = (there, &words) {
        there = keep_words(&state, &who, &draft, &which, words).await?;
    }
    if let Some(why) = refused {
        fields.refuse::<()>("voice", why);
    }
    let errors = fields.finish(|| words).err().unwrap_or_default();
    if errors.is_empty() && there {
        let to = match meant(&draft, &form) {
            Some(placed) if no_voice => format!("each/{}/say", placed.position),
            _ => "strip".to_owned(),
        };
        return Ok(see_other(&going(&draft, &to, &form)));
    }
    let draft = Draft::open(&state, &who, &id).await?;
    match meant(&draft, &form) {
        Some(placed) if there => state.refused(&who, &say_page(&draft, &form, placed, &errors)),
        _ => gone(&state, &who, &draft, &form, said.is_some()),
    }
}
