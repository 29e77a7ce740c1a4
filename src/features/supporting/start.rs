//! "Start with a helper": who helps, how, in whose words, with which story.
use actix_web::web;
use entity::participant::Participant;
use entity::supporter::{self, Choice, NewHelp, Which};
use entity::{HelperHow, ParticipantId, StoryKind, WhoseWords};
use serde::Serialize;

use crate::state::State;
use crate::web::components::{BackLink, Button, ErrorSummary, Input, Radios};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, beside, dates, see_other, session};

/// Letters of a name.
const NAME: usize = 60;

#[derive(Debug, Serialize)]
struct StartPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    pseudonym: String,
    helper_name: Input,
    relation: Input,
    how: Radios,
    whose: Radios,
    story: Radios,
    nonce: String,
    button: Button,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "supporting/start.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

/// "The bus to Llŷn"; of a draft only that it is there.
fn named(choice: &Choice) -> String {
    let day = dates::day(choice.begun_at);
    match &choice.title {
        Some(title) if !title.is_empty() => format!("{title} ({day})"),
        Some(_) => format!("A story of {day}"),
        None => format!("What they began on {day}, not sent yet"),
    }
}

impl StartPage {
    fn new(person: &Participant, choices: &[Choice], form: &Form, errors: &Invalid) -> Self {
        let line = |name: &'static str, label: &'static str| {
            Input::new(name, label)
                .autocomplete("off")
                .value(form.typed(name))
                .error(errors.message(name))
        };
        let how = HelperHow::ALL
            .iter()
            .fold(Radios::new("how", "How do they help?"), |radios, how| {
                radios.item(how.as_str(), how.label())
            });
        let whose = WhoseWords::ALL.iter().fold(
            Radios::new("whose", "Whose words will it be?"),
            |radios, whose| radios.item(whose.as_str(), whose.label()),
        );
        let stories = Radios::new("story", "Which story?")
            .item("write", "A new story: they write it")
            .item("film", "A new story: they film it");
        let stories = choices.iter().fold(stories, |radios, choice| {
            radios.item(choice.id.to_string(), named(choice))
        });
        let nonce = match form.get("nonce") {
            "" => session::fresh_token(),
            given => given.to_owned(),
        };
        Self {
            errors: errors.summary(),
            back: BackLink::new(format!("/studio/participants/{}", person.id))
                .words(person.pseudonym.as_str()),
            pseudonym: person.pseudonym.clone(),
            helper_name: line("helper_name", "Who helps?").hint("Their name. It can be yours"),
            relation: line("relation", "Who are they to the person?")
                .hint("For example: his sister, her support worker"),
            how: how.picked(form.typed("how")).error(errors.message("how")),
            whose: whose.picked(form.typed("whose")).error(errors.message("whose")),
            story: stories.picked(form.typed("story")).error(errors.message("story")),
            nonce,
            button: Button::new("Start: hand over the device").once(),
        }
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: ParticipantId = id.parse()?;
    let person = entity::participant::get(&state.db, &who, id).await?;
    let choices = supporter::choices(&state.db, &who, id, state.now()).await?;
    let page = StartPage::new(&person, &choices, &Form::default(), &Invalid::default());
    state.page(&who, &page)
}

fn parse<'a>(form: &Form, id: ParticipantId, choices: &[Choice]) -> Result<NewHelp<'a>, Invalid> {
    let mut fields = Fields::of(form);
    let helper_name = fields.line("helper_name", NAME, "Enter who helps");
    let relation = fields.line("relation", NAME, "Enter who they are to the person");
    let how = fields.choice::<HelperHow>("how", "Pick how they help");
    let whose_words = fields.choice::<WhoseWords>("whose", "Pick whose words it will be");
    let nonce = form.get("nonce");
    let nonce = if nonce.is_empty() || nonce.len() > 64 {
        session::fresh_token()
    } else {
        nonce.to_owned()
    };
    let which = match form.get("story") {
        "write" => Some(Which::New(StoryKind::LifeStory, nonce)),
        "film" => Some(Which::New(StoryKind::Video, nonce)),
        given => choices
            .iter()
            .find(|choice| choice.id.to_string() == given)
            .map(|choice| Which::There(choice.id)),
    };
    if which.is_none() {
        fields.refuse::<()>("story", "Pick a story");
    }
    fields.finish(|| {
        Some(NewHelp {
            participant: id,
            which: which?,
            helper_name: helper_name?,
            relation: relation?,
            how: how?,
            whose_words: whose_words?,
            token_hash: "",
            before: None,
        })
    })
}

pub async fn begin(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let person = entity::participant::get(&state.db, &who, id).await?;
    let choices = supporter::choices(&state.db, &who, id, state.now()).await?;
    let new = match parse(&form, id, &choices) {
        Ok(new) => new,
        Err(errors) => {
            return state.refused(&who, &StartPage::new(&person, &choices, &form, &errors));
        }
    };
    let (cookie, begun) = beside::start(&state, &who, new).await?;
    state.changed();
    let sent = choices
        .iter()
        .any(|choice| choice.id == begun.story && choice.title.is_some());
    let page = if sent { "stories" } else { "story" };
    let mut response = see_other(&format!("/me/{page}/{}", begun.story));
    response
        .add_cookie(&cookie)
        .map_err(|error| Error::from(anyhow::Error::from(error)))?;
    Ok(response)
}
