//! "Are these your words?": what was written down of a film is read back to the person, a few lines a page. They
//! say yes, put a line right or take it out; what they say wins. Must never change a line that they did not read.
use actix_web::http::StatusCode;
use actix_web::web;
use entity::story::{Own, Status};
use entity::transcript::{self, OwnLine};
use serde::Serialize;

use super::one::{here, own};
use crate::say;
use crate::state::State;
use crate::web::components::{Player, Textarea};
use crate::web::shown::StoryView;
use crate::web::step::Step;
use crate::web::{Error, Fields, Form, Invalid, Page, Query, Reply, Who, see_other, see_other_saying};

/// Lines on one page.
const A_PAGE: usize = 6;
/// Longest line, in letters.
const LONGEST: usize = 1_000;

#[derive(Debug, Serialize)]
struct WordsPage {
    step: Step,
    player: Option<Player>,
    lines: Vec<LineView>,
    /// Where the lines before and after these are.
    before: Option<String>,
    after: Option<String>,
    /// Where a yes to all of them goes; on the last page, until it was given.
    yes: Option<String>,
    agreed: bool,
}

#[derive(Debug, Serialize)]
struct LineView {
    words: String,
    change: String,
}

impl Page for WordsPage {
    const TEMPLATE: &'static str = "my_stories/own_words.html";
    const IN_WELSH: bool = true;
}

#[derive(Debug, Serialize)]
struct LinePage {
    step: Step,
    player: Option<Player>,
    was: String,
    words: Textarea,
}

impl Page for LinePage {
    const TEMPLATE: &'static str = "my_stories/own_line.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

fn at(own: &Own) -> String {
    format!("{}/words", here(own))
}

/// The page of the lines on which this one stands.
fn page_of(own: &Own, lines: &[OwnLine], position: i32) -> String {
    let before = lines.iter().filter(|line| line.position < position).count();
    match before - before % A_PAGE {
        0 => at(own),
        from => format!("{}?from={from}", at(own)),
    }
}

/// The story and its lines; not found where it has none, or is not the person's to change any more.
async fn read(state: &State, who: &Who, id: &str) -> Result<(Own, Vec<OwnLine>, bool), Error> {
    let own = own(state, who, id).await?;
    let (lines, agreed) = transcript::own(&state.db, who, own.story.id, state.now()).await?;
    let there = matches!(own.status, Status::Waiting | Status::Shared | Status::Held);
    if lines.is_empty() || !there {
        return Err(Error::NotFound);
    }
    Ok((own, lines, agreed))
}

pub async fn page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let (own, lines, agreed) = read(&state, &who, &id).await?;
    let from = query
        .get("from")
        .parse::<usize>()
        .unwrap_or_default()
        .min(lines.len() - 1);
    let from = from - from % A_PAGE;
    let next = from + A_PAGE;
    let address = |from: usize| match from {
        0 => at(&own),
        from => format!("{}?from={from}", at(&own)),
    };
    let page = WordsPage {
        step: Step::new(say!("easy-words-ask"), here(&own)),
        player: StoryView::of(&own.story).player,
        before: (from > 0).then(|| address(from - A_PAGE)),
        after: (next < lines.len()).then(|| address(next)),
        yes: (next >= lines.len() && !agreed).then(|| at(&own)),
        agreed,
        lines: lines
            .into_iter()
            .skip(from)
            .take(A_PAGE)
            .map(|line| LineView {
                change: format!("{}/{}", at(&own), line.position + 1),
                words: line.cue.words,
            })
            .collect(),
    };
    state.page(&who, &page)
}

pub async fn agree(state: State, who: Who, id: web::Path<String>) -> Reply {
    let (own, ..) = read(&state, &who, &id).await?;
    let tx = state.db.begin().await?;
    transcript::agree(&tx, &who, own.story.id, state.now()).await?;
    tx.commit().await?;
    Ok(see_other_saying(&state, &here(&own), &say!("easy-words-thanks")))
}

fn line_page(own: &Own, lines: &[OwnLine], line: &OwnLine, typed: &Form, errors: &Invalid) -> LinePage {
    let words = if typed.has("words") {
        typed.typed("words")
    } else {
        line.cue.words.clone()
    };
    LinePage {
        step: Step::new(say!("easy-words-line"), page_of(own, lines, line.position)).errors(errors),
        player: StoryView::of(&own.story).player,
        was: line.cue.words.clone(),
        words: Textarea::new("words", say!("easy-words-yours"))
            .rows(4)
            .value(words)
            .error(errors.message("words")),
    }
}

fn found(lines: &[OwnLine], number: &str) -> Result<OwnLine, Error> {
    let number: i32 = number.parse().map_err(|_| Error::NotFound)?;
    let line = lines.iter().find(|line| line.position + 1 == number);
    line.cloned().ok_or(Error::NotFound)
}

pub async fn line(state: State, who: Who, at: web::Path<(String, String)>) -> Reply {
    let (own, lines, _) = read(&state, &who, &at.0).await?;
    let line = found(&lines, &at.1)?;
    state.page(
        &who,
        &line_page(&own, &lines, &line, &Form::default(), &Invalid::default()),
    )
}

pub async fn put_right(state: State, who: Who, at: web::Path<(String, String)>, form: Form) -> Reply {
    let (own, lines, _) = read(&state, &who, &at.0).await?;
    let line = found(&lines, &at.1)?;
    let mut fields = Fields::of(&form);
    let words = match form.get("do") {
        "out" => Some(String::new()),
        _ => fields.text("words", LONGEST, &say!("easy-words-write")),
    };
    let words = match fields.finish(|| words) {
        Ok(words) => words,
        Err(errors) => {
            let page = line_page(&own, &lines, &line, &form, &errors);
            return state.refused(&who, &page);
        }
    };
    let back = page_of(&own, &lines, line.position);
    if words == line.cue.words {
        return Ok(see_other(&back));
    }
    let tx = state.db.begin().await?;
    let read = (line.position, form.get("was"));
    match transcript::put_right(&tx, &who, own.story.id, read, &words, state.now()).await {
        Ok(()) => {}
        Err(entity::Error::Conflict(_)) => {
            let errors = Invalid::one("words", say!("easy-words-changed"));
            let page = line_page(&own, &lines, &line, &form, &errors);
            return state.answer(StatusCode::CONFLICT, &who, &page);
        }
        Err(error) => return Err(error.into()),
    }
    tx.commit().await?;
    state.changed();
    let last = words.is_empty() && lines.len() == 1;
    let to = if last { here(&own) } else { back };
    Ok(see_other_saying(&state, &to, &say!("easy-words-kept")))
}
