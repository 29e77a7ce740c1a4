//! "Record a doubt about one decision": each field says why it is there.
use actix_web::web;
use entity::capacity::NewRecord;
use entity::participant::Participant;
use entity::story::{Filter, Shown};
use entity::{Able, CapacityMatter, CapacityOutcome, HelpGiven, ParticipantId, StoryId, Timestamp};
use serde::Serialize;

use crate::state::State;
use crate::web::components::{BackLink, Button, Checkboxes, ErrorSummary, Input, Radios, Select, Textarea};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, see_other_saying};

/// Room for what is said in words, in letters.
const TEXT: usize = 2_000;
/// Stories that can be picked.
const LISTED: u64 = 100;
/// How long until somebody looks again: what the form sends, the words, days.
pub const REVIEWS: [(&str, &str, i64); 4] = [
    ("1", "In a month", 30),
    ("3", "In 3 months", 91),
    ("6", "In 6 months", 182),
    ("12", "In a year", 365),
];
/// The four abilities of the Act: the field, the question, what is asked for when it has no answer.
const ABILITIES: [(&str, &str, &str); 4] = [
    (
        "understand",
        "Do they understand what it is about?",
        "Pick whether they understand it",
    ),
    (
        "retain",
        "Do they keep it in mind long enough to decide?",
        "Pick whether they keep it in mind",
    ),
    (
        "weigh",
        "Do they weigh the good and the bad of it?",
        "Pick whether they weigh it",
    ),
    (
        "communicate",
        "Can they tell you their answer, in any way?",
        "Pick whether they can tell you their answer",
    ),
];

#[derive(Debug, Serialize)]
struct DoubtPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    pseudonym: String,
    matter: Radios,
    story: Select,
    doubt: Textarea,
    help: Checkboxes,
    help_words: Input,
    abilities: Vec<Radios>,
    outcome: Radios,
    review: Select,
    assessed_by: Input,
    button: Button,
}

impl Page for DoubtPage {
    const TEMPLATE: &'static str = "capacity/doubt.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

/// The stories of a person that the team may see, to pick one of.
pub async fn stories(state: &State, who: &Who, id: ParticipantId) -> Result<Vec<Shown>, Error> {
    let filter = Filter {
        project: None,
        participant: Some(id),
    };
    let ids = entity::story::ids(&state.db, who, &filter, LISTED, state.now()).await?;
    Ok(entity::story::list(&state.db, who, &ids, state.now()).await?)
}

/// A select of when to look again.
pub fn review_select(form: &Form, errors: &Invalid) -> Select {
    let select = Select::new("review", "When do you look at it again?").item("", "Pick one");
    REVIEWS
        .iter()
        .fold(select, |select, (key, words, _)| select.item(*key, *words))
        .hint("People change, and so does what they can decide. A year is the longest")
        .picked(form.typed("review"))
        .error(errors.message("review"))
}

/// The day that was picked; `None` when nothing was.
pub fn review_at(form: &Form, now: Timestamp) -> Option<Timestamp> {
    let picked = REVIEWS.iter().find(|(key, ..)| *key == form.get("review"));
    picked.map(|(.., days)| now.plus_days(*days))
}

impl DoubtPage {
    fn new(person: &Participant, stories: &[Shown], me: &str, form: &Form, errors: &Invalid) -> Self {
        let matter = CapacityMatter::ALL
            .iter()
            .fold(Radios::new("matter", "Which decision?"), |radios, matter| {
                radios.item(matter.as_str(), matter.label())
            })
            .hint("One decision. All others stay theirs");
        let story = stories.iter().fold(
            Select::new("story", "About which story?").item("", "Every story of theirs"),
            |select, story| select.item(story.id.to_string(), story.title.clone()),
        );
        let help = HelpGiven::ALL
            .iter()
            .fold(
                Checkboxes::new("help", "What did you do to help them decide?"),
                |boxes, help| boxes.item(help.as_str(), help.label()),
            )
            .hint("The law says: help first, in every way you can");
        let abilities = ABILITIES.iter().map(|(name, question, _)| {
            Able::ALL
                .iter()
                .fold(Radios::new(*name, *question), |radios, able| {
                    radios.item(able.as_str(), able.label())
                })
                .picked(form.typed(name))
                .error(errors.message(name))
        });
        let outcome = CapacityOutcome::ALL
            .iter()
            .fold(Radios::new("outcome", "What did you find?"), |radios, outcome| {
                radios.item(outcome.as_str(), outcome.label())
            })
            .hint("An unwise decision is still theirs to make");
        Self {
            errors: errors.summary(),
            back: BackLink::new(format!("/studio/participants/{}/decisions", person.id))
                .words("Decisions and capacity"),
            pseudonym: person.pseudonym.clone(),
            matter: matter
                .picked(form.typed("matter"))
                .error(errors.message("matter")),
            story: story.picked(form.typed("story")).error(errors.message("story")),
            doubt: Textarea::new("doubt", "What made you doubt it?")
                .hint("What you saw or heard, about this decision only")
                .rows(3)
                .value(form.typed("doubt"))
                .error(errors.message("doubt")),
            help: help.picked(form.all("help")).error(errors.message("help")),
            help_words: Input::new("help_words", "Anything else that helped?")
                .value(form.typed("help_words"))
                .error(errors.message("help_words")),
            abilities: abilities.collect(),
            outcome: outcome
                .picked(form.typed("outcome"))
                .error(errors.message("outcome")),
            review: review_select(form, errors),
            assessed_by: Input::new("assessed_by", "Who looked at this?")
                .hint("Name and work. Who decides has to be able to ask")
                .value(if form.pairs().next().is_some() {
                    form.typed("assessed_by")
                } else {
                    me.to_owned()
                })
                .error(errors.message("assessed_by")),
            button: Button::new("Save the record").once(),
        }
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    show(&state, &who, id.parse()?, &Form::default(), &Invalid::default()).await
}

async fn show(state: &State, who: &Who, id: ParticipantId, form: &Form, errors: &Invalid) -> Reply {
    let person = entity::participant::get(&state.db, who, id).await?;
    let stories = stories(state, who, id).await?;
    let me = who.signed().map_or("", |signed| signed.name.as_str());
    let page = DoubtPage::new(&person, &stories, me, form, errors);
    if errors.is_empty() {
        state.page(who, &page)
    } else {
        state.refused(who, &page)
    }
}

fn parse(form: &Form, id: ParticipantId, now: Timestamp) -> Result<NewRecord, Invalid> {
    let mut fields = Fields::of(form);
    let matter = fields.choice::<CapacityMatter>("matter", "Pick one decision");
    let story = fields.optional_choice::<StoryId>("story", "Pick a story, or every story");
    let doubt = fields.text("doubt", TEXT, "Write what made you doubt it");
    let help = fields.many::<HelpGiven>("help");
    let help_words = fields.optional_line("help_words", TEXT);
    let [understand, retain, weigh, communicate] =
        ABILITIES.map(|(name, _, ask)| fields.choice::<Able>(name, ask));
    let outcome = fields.choice::<CapacityOutcome>("outcome", "Pick what you found");
    let review_at = review_at(form, now);
    if outcome == Some(CapacityOutcome::Lacks) {
        if help.is_empty() {
            fields.refuse::<()>(
                "help",
                "Tick what you did to help. If nothing yet, help them first",
            );
        }
        if review_at.is_none() {
            fields.refuse::<()>("review", "Pick when you look at it again");
        }
    }
    let assessed_by = fields.line("assessed_by", 200, "Enter who looked at this");
    fields.finish(|| {
        Some(NewRecord {
            participant: id,
            story: story?,
            matter: matter?,
            doubt: doubt?,
            help,
            help_words: help_words?,
            understand: understand?,
            retain: retain?,
            weigh: weigh?,
            communicate: communicate?,
            outcome: outcome?,
            assessed_by: assessed_by?,
            review_at,
        })
    })
}

pub async fn record(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let now = state.now();
    // Somebody else's team is not told which field to fill.
    entity::capacity::list(&state.db, &who, id).await?;
    let new = match parse(&form, id, now) {
        Ok(new) => new,
        Err(errors) => return show(&state, &who, id, &form, &errors).await,
    };
    let lacks = new.outcome == CapacityOutcome::Lacks;
    let about = match new.story {
        Some(story) => vec![story],
        None => stories(&state, &who, id)
            .await?
            .iter()
            .map(|story| story.id)
            .collect(),
    };
    let tx = state.db.begin().await?;
    let made = match entity::capacity::record(&tx, &who, new, now).await {
        Ok(made) => made,
        Err(entity::Error::Refused(why)) => {
            drop(tx);
            return show(&state, &who, id, &form, &Invalid::one("outcome", why)).await;
        }
        Err(error) => return Err(error.into()),
    };
    tx.commit().await?;
    // What is narrower holds before the page says so; the index takes in what is left.
    for story in about {
        state.withdrawn(story).await?;
    }
    state.changed();
    Ok(if lacks {
        let notice = "Saved. Nobody gets a yes for this decision now. Next: what is in their best interests?";
        see_other_saying(&state, &format!("/studio/capacity/{made}/best-interests"), notice)
    } else {
        let notice = "Saved. This decision is theirs.";
        see_other_saying(&state, &format!("/studio/participants/{id}/decisions"), notice)
    })
}
