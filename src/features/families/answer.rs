//! A member's answer, written down by the capture team with that person there. Starts empty; must never tick
//! a box by itself.
use actix_web::web;
use entity::consent::Asked;
use entity::family::{self, AUDIENCES, WORDING};
use entity::{Audience, participant};
use serde::Serialize;

use super::in_words;
use crate::state::State;
use crate::web::components::{BackLink, Button, Checkboxes, ErrorSummary, Input, Textarea};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, see_other_saying};

#[derive(Debug, Serialize)]
struct AnswerPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    pseudonym: String,
    /// What they said last.
    now: Option<String>,
    wording: String,
    audiences: Checkboxes,
    explained: Textarea,
    present: Input,
    button: Button,
}

impl Page for AnswerPage {
    const TEMPLATE: &'static str = "families/answer.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

async fn answer_page(
    state: &State,
    who: &Who,
    id: &str,
    form: &Form,
    errors: &Invalid,
) -> Result<AnswerPage, Error> {
    let person = participant::get(&state.db, who, id.parse()?).await?;
    let there = family::members(&state.db, who, person.id).await?;
    let (_, members) = there.ok_or(Error::NotFound)?;
    let own = members.into_iter().find(|member| member.participant == person.id);
    let own = own.ok_or(Error::NotFound)?;
    let boxes = Checkboxes::new("audience", "Who may see their stories beside their family's?")
        .hint("Tick what they say yes to. Leave all empty when they say no");
    let boxes = AUDIENCES.into_iter().fold(boxes, |boxes, audience| {
        boxes.item(audience.as_str(), audience.label())
    });
    Ok(AnswerPage {
        errors: errors.summary(),
        back: BackLink::new(format!("/studio/participants/{}/family", person.id)).words("Their family"),
        pseudonym: person.pseudonym,
        now: own.asked.then(|| match own.yes.as_slice() {
            [] => "They said no last time.".to_owned(),
            yes => format!("They said yes last time for {}.", in_words(yes)),
        }),
        wording: WORDING.to_owned(),
        audiences: boxes
            .picked(form.all("audience").map(str::to_owned))
            .error(errors.message("audience")),
        explained: Textarea::new("explained", "How did you explain it?")
            .rows(2)
            .value(form.typed("explained"))
            .error(errors.message("explained")),
        present: Input::new("present", "Who else was there?")
            .value(form.typed("present"))
            .error(errors.message("present")),
        button: Button::new("Write it down").once(),
    })
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let page = answer_page(&state, &who, &id, &Form::default(), &Invalid::default()).await?;
    state.page(&who, &page)
}

fn parse(form: &Form) -> Result<(Vec<Audience>, Asked), Invalid> {
    let mut fields = Fields::of(form);
    let yes: Vec<Audience> = fields.many("audience");
    let explained = fields.line("explained", 300, "Write how you explained it");
    let present = fields.line("present", 300, "Write who was there, or \"only us\"");
    fields.finish(|| {
        let asked = Asked {
            // Of the page, not of the server: the page may be older than today's words.
            wording: form.typed("wording"),
            explained: explained?,
            present: present?,
        };
        Some((yes, asked))
    })
}

pub async fn record(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let errors = match parse(&form) {
        Ok((yes, asked)) => {
            let tx = state.db.begin().await?;
            match family::record(&tx, &who, id.parse()?, &yes, &asked, state.now()).await {
                Ok(()) => {
                    tx.commit().await?;
                    let here = format!("/studio/participants/{id}/family");
                    return Ok(see_other_saying(&state, &here, "It is written down."));
                }
                Err(entity::Error::Conflict(why)) => Invalid::one("audience", why),
                Err(error) => return Err(error.into()),
            }
        }
        Err(errors) => errors,
    };
    let page = answer_page(&state, &who, &id, &form, &errors).await?;
    state.refused(&who, &page)
}
