//! One story of the teller's: all of it, where it is, who can see it, and what can be done.
use actix_web::web;
use entity::hold::{self, Stop};
use entity::story::{self, Own, Status};
use entity::{AssetState, HoldGround, StoryId, StoryKind, transcript};
use serde::Serialize;

use super::look::Wait;
use super::receipt;
use super::shelf::StatusView;
use crate::say;
use crate::state::State;
use crate::web::dates;
use crate::web::sharing::{Choices, Sharing, Work};
use crate::web::shown::StoryView;
use crate::web::step::Step;
use crate::web::{Error, Page, Reply, Who, see_other};

#[derive(Debug, Serialize)]
struct StoryPage {
    step: Step,
    status: StatusView,
    story: StoryView,
    sharing: Vec<Sharing>,
    until: String,
    /// The start of the addresses that change who sees it.
    change: String,
    /// The start of the addresses of this story.
    here: String,
    waiting: bool,
    wait: Wait,
    held: bool,
    /// What the person may know of holds, the newest first.
    stops: Vec<StopView>,
    work: Option<Work>,
    mend: Option<Mend>,
    /// What was written down of the film: where it is read back, and in which words that is offered.
    own_words: Option<OwnWords>,
    /// It was taken back once: where the receipt of that is.
    receipt: Option<String>,
}

impl Page for StoryPage {
    const TEMPLATE: &'static str = "my_stories/story.html";
    const IN_WELSH: bool = true;
}

#[derive(Debug, Serialize)]
struct OwnWords {
    href: String,
    words: String,
}

impl OwnWords {
    async fn of(state: &State, who: &Who, own: &Own) -> Result<Option<Self>, Error> {
        let (lines, agreed) = transcript::own(&state.db, who, own.story.id, state.now()).await?;
        Ok((!lines.is_empty()).then(|| Self {
            href: format!("{}/words", here(own)),
            words: if agreed {
                say!("easy-words-link")
            } else {
                say!("easy-words-link-ask")
            },
        }))
    }
}

/// "We stopped your story on 3 May 2026.", why, who, and what came of it; one idea a line.
#[derive(Debug, Serialize)]
struct StopView {
    when: String,
    why: String,
    who: String,
    lifted: Option<String>,
}

impl StopView {
    fn of(stop: Stop) -> Self {
        Self {
            when: say!("easy-mine-stopped-on", day = dates::day(stop.at)),
            why: match stop.ground {
                HoldGround::Safety => say!("easy-mine-why-safety"),
                HoldGround::OtherPerson => say!("easy-mine-why-other"),
                HoldGround::Capacity => say!("easy-mine-why-capacity"),
                HoldGround::NotServices => say!("easy-mine-why-not-services"),
                HoldGround::Unlawful => say!("easy-mine-why-law"),
                HoldGround::Unclear => say!("easy-mine-why-unclear"),
            },
            who: match stop.by {
                Some(name) => say!("easy-mine-who", name = name),
                None => say!("easy-mine-who-safe"),
            },
            lifted: stop
                .lifted_at
                .map(|at| say!("easy-mine-stop-ended", day = dates::day(at))),
        }
    }
}

#[derive(Debug, Serialize)]
struct GonePage {
    step: Step,
    here: String,
    /// It was never sent, so nobody else had it.
    draft: bool,
    /// The last day of "I changed my mind"; nothing when it is over.
    undo_until: Option<String>,
    /// Nothing of it is left.
    is_gone: bool,
    /// Where it came out.
    receipt: Option<String>,
}

impl Page for GonePage {
    const TEMPLATE: &'static str = "my_stories/gone.html";
    const IN_WELSH: bool = true;
}

/// What can be done about a file that could not be played.
#[derive(Debug, Serialize)]
pub struct Mend {
    again: String,
    /// The words of the link to it.
    words: String,
    /// Where it is taken out; nothing when nothing else would tell the story.
    out: Option<String>,
}

impl Mend {
    pub fn of(own: &Own, work: Option<&Work>) -> Option<Self> {
        let open = matches!(own.status, Status::Waiting | Status::Shared);
        if !open || !work.is_some_and(|work| work.broken) {
            return None;
        }
        let story = &own.story;
        let told = story
            .words
            .as_deref()
            .is_some_and(|words| !words.trim().is_empty());
        Some(Self {
            again: format!("/me/story/{}/film/again", story.id),
            words: if story.kind == StoryKind::Video {
                say!("easy-mine-film-again")
            } else {
                say!("easy-mine-send-again")
            },
            out: told.then(|| format!("/me/story/{}/film/out", story.id)),
        })
    }
}

/// The work on the files of a story, in the words for what they are.
pub fn work_of(own: &Own, media: Option<(AssetState, i32)>) -> Option<Work> {
    if own.story.kind == StoryKind::LifeStory {
        Work::of_pictures(media)
    } else {
        Work::of(media)
    }
}

/// One of the viewer's own stories by its address.
pub async fn own(state: &State, who: &Who, id: &str) -> Result<Own, Error> {
    let id: StoryId = id.parse()?;
    Ok(story::own(&state.db, who, id, state.clock.now()).await?)
}

pub fn here(own: &Own) -> String {
    format!("/me/stories/{}", own.story.id)
}

fn gone(own: &Own, undo_until: Option<String>, receipt: Option<String>) -> GonePage {
    let heading = match (own.status, own.sent_at) {
        (Status::Gone, _) => say!("easy-mine-thrown-for-good"),
        (_, None) => say!("easy-mine-threw-story"),
        (_, Some(_)) => say!("easy-mine-took-back"),
    };
    GonePage {
        step: Step::new(heading, "/me/stories"),
        draft: own.sent_at.is_none(),
        here: here(own),
        undo_until,
        is_gone: own.status == Status::Gone,
        receipt,
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let own = own(&state, &who, &id).await?;
    let now = state.clock.now();
    let here = here(&own);
    match own.status {
        Status::Draft => return Ok(see_other(&format!("/me/story/{}", own.story.id))),
        Status::TakenBack { undo_until } => {
            let until = (undo_until >= now).then(|| dates::day(undo_until));
            return state.page(
                &who,
                &gone(&own, until, receipt::address(&state, &who, &own).await?),
            );
        }
        Status::Gone => {
            return state.page(
                &who,
                &gone(&own, None, receipt::address(&state, &who, &own).await?),
            );
        }
        Status::Waiting | Status::Shared | Status::Held => {}
    }
    let choices = Choices::of(&state.db, &who, own.story.id, now).await?;
    let media = story::own_media(&state.db, &who, own.story.id, now).await?;
    let work = work_of(&own, media);
    let stops = hold::stops(&state.db, &who, own.story.id, now).await?;
    let page = StoryPage {
        own_words: OwnWords::of(&state, &who, &own).await?,
        receipt: receipt::address(&state, &who, &own).await?,
        stops: stops.into_iter().map(StopView::of).collect(),
        mend: Mend::of(&own, work.as_ref()),
        step: Step::new(own.story.title.as_str(), "/me/stories"),
        status: StatusView::of_own(&own),
        story: StoryView::of(&own.story),
        sharing: choices.sentences(),
        until: choices.until_in_words(),
        change: format!("/me/story/{}", own.story.id),
        here,
        waiting: own.status == Status::Waiting,
        wait: if own.status == Status::Waiting {
            Wait::of(&state, &who, &own).await?
        } else {
            Wait::default()
        },
        held: own.status == Status::Held,
        work: work.filter(|work| work.going || work.broken),
    };
    state.page(&who, &page)
}
