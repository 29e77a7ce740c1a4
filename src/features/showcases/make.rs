//! Making a showcase: each button sends the whole form, and the page comes back with every word kept.
//! Must never make a showcase with a story that its audience does not get; the vault refuses it too.
use entity::showcase::{self, NewShowcase};
use entity::{Audience, ShowcaseId, StoryId, Tx};

use super::draft::{Draft, Press, why_of};
use super::in_a_sentence;
use super::maker::{Desk, MakePage, audiences};
use crate::state::State;
use crate::web::{Error, Fields, Form, Invalid, Query, Reply, Who, see_other_saying};

const LONGEST_TITLE: usize = 120;
const LONGEST_LINE: usize = 300;

pub async fn page(state: State, who: Who, query: Query) -> Reply {
    let mut draft = Draft::default();
    // From the page of a story: it is picked already.
    if let Ok(story) = query.0.get("story").parse::<StoryId>() {
        draft.add(story, String::new());
    }
    let desk = Desk::set(&state, &who, &draft, "").await?;
    state.page(
        &who,
        &MakePage::of(&desk, &draft, &Form::default(), &Invalid::default()),
    )
}

pub async fn press(state: State, who: Who, form: Form) -> Reply {
    let mut draft = Draft::read(&form);
    let press = Press::read(&form);
    draft.press(press);
    let desk = Desk::set(&state, &who, &draft, form.get("q")).await?;
    let errors = if press == Press::Make {
        match parse(&form, &draft, &desk) {
            Ok(new) => match make(&state, &who, new).await? {
                Ok(id) => {
                    return Ok(see_other_saying(
                        &state,
                        &format!("/watch/{id}"),
                        "The showcase is made.",
                    ));
                }
                Err(why) => Invalid::one("q", why),
            },
            Err(errors) => errors,
        }
    } else {
        Invalid::default()
    };
    let page = MakePage::of(&desk, &draft, &form, &errors);
    if errors.is_empty() {
        state.page(&who, &page)
    } else {
        state.refused(&who, &page)
    }
}

fn parse(form: &Form, draft: &Draft, desk: &Desk) -> Result<NewShowcase, Invalid> {
    let mut fields = Fields::of(form);
    let title = fields.line("title", LONGEST_TITLE, "Give the showcase a name");
    let why = fields.line(
        "why",
        LONGEST_LINE,
        "Say in a line why people should see these stories",
    );
    let question = fields.optional_line("question", LONGEST_LINE);
    let audience = draft
        .audience
        .filter(|audience| audiences().any(|other| other == *audience))
        .or_else(|| fields.refuse("audience", "Pick who the showcase is for"));
    let mut items = Vec::new();
    for item in &draft.items {
        let field = why_of(item.story);
        let line = fields.optional_line(&field, LONGEST_LINE);
        if let Some(audience) = audience
            && !desk.may_be_shown(item.story)
        {
            fields.refuse::<()>(&field, take_out(desk.title(item.story), audience));
        }
        items.extend(line.map(|line| (item.story, line)));
    }
    if draft.items.is_empty() {
        fields.refuse::<()>("q", "Add at least one story");
    }
    fields.finish(|| {
        Some(NewShowcase {
            title: title?,
            why: why?,
            question: question?,
            audience: audience?,
            items,
        })
    })
}

fn take_out(title: Option<&str>, audience: Audience) -> String {
    match title {
        Some(title) => format!(
            "Take out “{title}”. It may not be shown to {}",
            in_a_sentence(audience)
        ),
        None => "Take out the story that cannot be shown".to_owned(),
    }
}

/// The showcase, or the sentence why not. Two presses make one: the same showcase is not made again.
async fn make(state: &State, who: &Who, new: NewShowcase) -> Result<Result<ShowcaseId, &'static str>, Error> {
    let now = state.clock.now();
    let tx = state.db.begin().await?;
    if let Some(there) = made_already(state, who, &tx, &new).await? {
        return Ok(Ok(there));
    }
    match showcase::make(&tx, &state.db, who, new, now).await {
        Ok(id) => {
            tx.commit().await?;
            Ok(Ok(id))
        }
        Err(entity::Error::Refused(why)) => Ok(Err(why)),
        Err(error) => Err(error.into()),
    }
}

/// Looks inside the turn to write, so that the first of two presses is seen by the second.
async fn made_already(
    state: &State,
    who: &Who,
    _turn: &Tx,
    new: &NewShowcase,
) -> Result<Option<ShowcaseId>, Error> {
    let wanted: Vec<(StoryId, &str)> = new.items.iter().map(|(id, why)| (*id, why.as_str())).collect();
    let there = showcase::list(&state.db, who, state.clock.now()).await?;
    let same = there.into_iter().find(|other| {
        let items = other.items.iter().map(|(story, why)| (story.id, why.as_str()));
        Some(other.made_by) == who.account()
            && (&other.title, &other.why, &other.question, other.audience)
                == (&new.title, &new.why, &new.question, new.audience)
            && items.eq(wanted.iter().copied())
    });
    Ok(same.map(|showcase| showcase.id))
}
