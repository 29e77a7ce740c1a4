//! Answering, asking, noting, closing: each press adds a line to the history of a worry.
//! Must never save half of a form.
use actix_web::http::StatusCode;
use actix_web::web;
use entity::ConcernId;
use entity::concern::{self, Known, New};

use super::one::show;
use crate::state::State;
use crate::web::{Error, Fields, Form, Invalid, Reply, Who, see_other_saying};

const WORDS: usize = 4_000;
const LINE: usize = 120;

/// What a form of the page asks for, and what to say when it is done.
fn parse(form: &Form) -> Result<(New, &'static str), Invalid> {
    let mut fields = Fields::of(form);
    match form.get("do") {
        "triage" => {
            let needs = fields.choice(
                "needs",
                "Say whether they have needs, or that it is not known yet",
            );
            let risk = fields.choice(
                "risk",
                "Say whether they are at risk, or that it is not known yet",
            );
            let unable = fields.choice(
                "unable",
                "Say whether they can protect themselves, or that it is not known yet",
            );
            fields.finish(|| {
                let (needs, risk, unable) = (needs?, risk?, unable?);
                let is_open = [needs, risk, unable].contains(&Known::NotYet);
                let triage = New::Triage { needs, risk, unable };
                let said = if is_open {
                    "Your answers are saved. The clock runs until none is “Not known yet”."
                } else {
                    "The three answers are saved."
                };
                Some((triage, said))
            })
        }
        "wishes" => {
            let asked = match form.get("asked") {
                "yes" => Some(true),
                "no" => Some(false),
                _ => fields.refuse("asked", "Say whether the person was asked"),
            };
            let words = fields.text("wishes", WORDS, "Write what they want, or why nobody asked");
            fields.finish(|| {
                let wishes = New::Wishes {
                    asked: asked?,
                    words: words?,
                };
                Some((wishes, "What they want is saved."))
            })
        }
        "types" => {
            let types = fields.many("types");
            if types.is_empty() {
                fields.refuse::<()>("types", "Tick at least one");
            }
            fields.finish(|| Some((New::Types(types), "The types are saved.")))
        }
        "referral" => {
            let number = fields.line("referral", LINE, "Enter the referral number");
            fields.finish(|| Some((New::Referral(number?), "The referral number is saved.")))
        }
        "note" => {
            let words = fields.text("more", WORDS, "Write the note");
            fields.finish(|| Some((New::Note(words?), "The note is saved.")))
        }
        "close" => {
            let outcome = fields.choice("outcome", "Pick how it ended");
            let words = fields.text("closing", WORDS, "Write what was done");
            fields.finish(|| {
                let closed = New::Closed {
                    outcome: outcome?,
                    words: words?,
                };
                Some((closed, "The worry is closed. Its history stays."))
            })
        }
        _ => Err(Invalid::one("needs", "Press one of the buttons of this page")),
    }
}

pub async fn add(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ConcernId = id.parse()?;
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let (new, done) = match parse(&form) {
        Ok(parsed) => parsed,
        Err(errors) => return show(&state, &who, id, unprocessable, &form, &errors).await,
    };
    let tx = state.db.begin().await?;
    let refused = match concern::add(&tx, &who, id, &new, state.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(see_other_saying(
                &state,
                &format!("/safeguarding/concerns/{id}"),
                done,
            ));
        }
        Err(entity::Error::Refused(why)) => (unprocessable, why),
        Err(entity::Error::Conflict(why)) => (StatusCode::CONFLICT, why),
        Err(error) => return Err(Error::from(error)),
    };
    drop(tx);
    let (status, why) = refused;
    // What is to be done first stands on the same page.
    let first = if why.contains("wants") { "wishes" } else { "needs" };
    show(&state, &who, id, status, &form, &Invalid::one(first, why)).await
}
