//! Making a showcase: each button sends the whole form, and the page comes back with every word kept.
//! Must never make a showcase with a story that its audience does not get; the vault refuses it too.
use entity::showcase::{self, NewShowcase};
use entity::{Audience, ShowcaseId, StoryId};

use super::draft::{Draft, Press, why_of};
use super::in_a_sentence;
use super::maker::{Desk, MakePage, audiences};
use crate::state::State;
use crate::web::{Error, Fields, Form, Invalid, Query, Reply, Who, see_other_saying, session};

const LONGEST_TITLE: usize = 120;
const LONGEST_LINE: usize = 300;

pub async fn page(state: State, who: Who, query: Query) -> Reply {
    let mut draft = Draft::fresh();
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
            nonce: draft.nonce.clone(),
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

/// The showcase, or the sentence why not. Two presses make one; a form that was changed in between makes another.
async fn make(
    state: &State,
    who: &Who,
    mut new: NewShowcase,
) -> Result<Result<ShowcaseId, &'static str>, Error> {
    let sent = (&new.title, &new.why, &new.question, new.audience, &new.items);
    new.nonce = session::hash(&format!("{} {sent:?}", new.nonce));
    let tx = state.db.begin().await?;
    match showcase::make(&tx, &state.db, who, new, state.clock.now()).await {
        Ok(id) => {
            tx.commit().await?;
            Ok(Ok(id))
        }
        Err(entity::Error::Refused(why)) => Ok(Err(why)),
        Err(error) => Err(error.into()),
    }
}
