//! What leaves the house: a showcase on paper, and its words as a file. Both are written down before they
//! are answered, so that whoever has a story can be asked for it when its teller takes it back.
//! Must never let out more than the words that this viewer is shown, nor film, sound or pictures.
use actix_web::http::header;
use actix_web::{HttpResponse, web};
use entity::showcase::{self, Showcase};
use entity::{DisclosureId, Error as Vault, PlaceKind, ShowcaseId, StoryId, StoryKind, disclosure};
use serde::Serialize;

use crate::state::State;
use crate::web::components::BackLink;
use crate::web::shown::paragraphs;
use crate::web::{Error, Page, Reply, Who, dates, see_other_saying};

#[derive(Debug, Serialize)]
struct PrintPage {
    title: String,
    why: String,
    question: String,
    stories: Vec<Told>,
    /// "Shown by consent on 3 May 2026. Printed by Priya Shah."
    footer: String,
    /// What every copy says at its end.
    asked_back: &'static str,
    back: BackLink,
}

impl Page for PrintPage {
    const TEMPLATE: &'static str = "showcases/print.html";
}

/// A story as it goes out: its words and nothing else.
#[derive(Debug, Serialize)]
struct Told {
    #[serde(skip)]
    id: StoryId,
    title: String,
    /// "Life story by Heron. Carers, 25 to 44."
    about: String,
    why: String,
    words: Vec<String>,
}

/// The stories of a showcase that have words for this viewer.
fn told(showcase: &Showcase) -> Vec<Told> {
    let stories = showcase.items.iter().map(|(story, why)| {
        let said: Vec<&str> = story.cues.iter().map(|cue| cue.words.as_str()).collect();
        let mut words = paragraphs(story.words.as_deref().unwrap_or_default());
        let spoken = said.join(" ");
        let there = words.join(" ");
        if !spoken.trim().is_empty() && !there.split_whitespace().eq(spoken.split_whitespace()) {
            words.push(spoken);
        }
        let about: Vec<&str> = [&story.group, &story.age_band, &story.place]
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        let between = if story.kind == StoryKind::Interview {
            "with"
        } else {
            "from"
        };
        Told {
            id: story.id,
            title: story.title.clone(),
            about: format!(
                "{} {between} {}. {}.",
                story.kind.label(),
                story.teller,
                about.join(", ")
            ),
            why: why.clone(),
            words,
        }
    });
    stories.filter(|story| !story.words.is_empty()).collect()
}

fn footer(state: &State, who: &Who, did: &str) -> String {
    let name = who.signed().map_or("", |signed| signed.name.as_str());
    format!(
        "Shown by consent on {}. {did} by {name}.",
        dates::day(state.now())
    )
}

/// Writes down that these stories leave; `None` when one of them changed since it was read.
async fn noted(
    state: &State,
    who: &Who,
    id: ShowcaseId,
    kind: PlaceKind,
    stories: &[Told],
) -> Result<Option<DisclosureId>, Error> {
    let ids: Vec<StoryId> = stories.iter().map(|story| story.id).collect();
    let tx = state.db.begin().await?;
    let name = showcase::plain_title(&tx, who, id).await?;
    match disclosure::note(&tx, who, kind, &name, &ids, state.now()).await {
        Ok(noted) => {
            tx.commit().await?;
            Ok(Some(noted))
        }
        Err(Vault::Conflict(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What to say when nothing can leave, and where to look.
fn look_again(state: &State, id: ShowcaseId, is_empty: bool) -> HttpResponse {
    let notice = if is_empty {
        "There are no words here to take away. Film and voice stay in the house."
    } else {
        "One of the stories changed. Look at them, then press again."
    };
    see_other_saying(state, &format!("/watch/{id}"), notice)
}

pub async fn print(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: ShowcaseId = id.parse()?;
    let showcase = showcase::open(&state.db, &who, id, state.now()).await?;
    let stories = told(&showcase);
    if stories.is_empty()
        || noted(&state, &who, id, PlaceKind::Print, &stories)
            .await?
            .is_none()
    {
        return Ok(look_again(&state, id, stories.is_empty()));
    }
    let page = PrintPage {
        footer: footer(&state, &who, "Printed"),
        back: BackLink::new(format!("/watch/{id}")).words("Back to the showcase"),
        asked_back: ASKED_BACK,
        title: showcase.title,
        why: showcase.why,
        question: showcase.question,
        stories,
    };
    state.page(&who, &page)
}

pub async fn words(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: ShowcaseId = id.parse()?;
    let showcase = showcase::open(&state.db, &who, id, state.now()).await?;
    let stories = told(&showcase);
    if stories.is_empty()
        || noted(&state, &who, id, PlaceKind::Export, &stories)
            .await?
            .is_none()
    {
        return Ok(look_again(&state, id, stories.is_empty()));
    }
    let text = as_text(&showcase, &stories, &footer(&state, &who, "Taken away"));
    let day = dates::date(state.now()).map_or_else(String::new, |day| format!("-{day}"));
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"firsthand-words{day}.txt\""),
        ))
        .body(text))
}

fn as_text(showcase: &Showcase, stories: &[Told], footer: &str) -> String {
    let mut parts = vec![showcase.title.clone(), showcase.why.clone()];
    for story in stories {
        parts.push(format!("{}\n{}", story.title, story.about));
        if !story.why.is_empty() {
            parts.push(format!("Why it is here: {}", story.why));
        }
        parts.extend(story.words.iter().cloned());
    }
    if !showcase.question.trim().is_empty() {
        parts.push(showcase.question.clone());
    }
    parts.push(footer.to_owned());
    parts.push(ASKED_BACK.to_owned());
    parts.join("\n\n") + "\n"
}

/// What every copy says at its end.
const ASKED_BACK: &str =
    "If a teller takes a story back, you will be asked to throw this away. Do not copy it.";
