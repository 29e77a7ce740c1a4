//! The page itself, and its two presses.
use std::collections::HashMap;

use actix_web::web;
use entity::disclosure::{self, Recall};
use entity::notice::{self, Notice};
use entity::{
    DecisionId, InsightId, NoticeId, NoticeKind, ParticipantId, PlaceKind, ShowcaseId, StoryId, decision,
    insight, participant, showcase, story,
};
use serde::Serialize;

use super::words::{came_out, sentence};
use crate::state::State;
use crate::web::components::Button;
use crate::web::{Access, Error, Page, Reply, Who, dates, see_other, see_other_saying};

#[derive(Debug, Serialize)]
struct ForYouPage {
    lines: Vec<Line>,
}

impl Page for ForYouPage {
    const TEMPLATE: &'static str = "for_you/list.html";
}

#[derive(Debug, Serialize)]
struct Line {
    said: String,
    when: String,
    link: Option<Link>,
    action: String,
    button: Button,
}

/// Where to act on it.
#[derive(Debug, Serialize)]
struct Link {
    words: &'static str,
    href: String,
}

impl Link {
    fn new(words: &'static str, href: String) -> Self {
        Self { words, href }
    }
}

/// What the sentences may say, looked up for this reader.
struct Known {
    titles: HashMap<StoryId, String>,
    recalls: Vec<Recall>,
}

impl Known {
    async fn of(state: &State, who: &Who, notices: &[Notice]) -> Result<Self, Error> {
        let ids: Vec<StoryId> = notices.iter().filter_map(|notice| notice.story).collect();
        // No names: a list that lies open says no more than it needs to.
        let shown = story::unnamed(&state.db, who, &ids, state.now()).await?;
        Ok(Self {
            titles: shown.into_iter().map(|story| (story.id, story.title)).collect(),
            recalls: disclosure::recalls(&state.db, who).await?,
        })
    }

    fn recall(&self, notice: &Notice) -> Option<&Recall> {
        self.recalls.iter().find(|recall| recall.id.0 == notice.subject)
    }
}

pub async fn page(state: State, who: Who) -> Reply {
    let notices = notice::open(&state.db, &who).await?;
    let known = Known::of(&state, &who, &notices).await?;
    let mut lines = Vec::new();
    for notice in &notices {
        lines.push(line(&state, &who, notice, &known).await?);
    }
    state.page(&who, &ForYouPage { lines })
}

async fn line(state: &State, who: &Who, notice: &Notice, known: &Known) -> Result<Line, Error> {
    let when = dates::day(notice.at);
    if let Some(recall) = known.recall(notice) {
        return Ok(Line {
            said: asked_back(recall),
            when,
            link: None,
            action: format!("/for-you/{}/thrown-away", notice.id),
            button: Button::new("I have thrown it away").once(),
        });
    }
    let title = notice.story.and_then(|id| known.titles.get(&id));
    let named = title.map_or_else(|| "a story".to_owned(), |title| format!("“{title}”"));
    let mut said = sentence(notice.kind, &named);
    let mut link = None;
    if notice.kind == NoticeKind::TakenOut {
        let id = ShowcaseId(notice.subject);
        if let Some(showcase) = found(showcase::open(&state.db, who, id, state.now()).await)? {
            said = came_out("showcase", &showcase.title);
            link = Some(Link::new("See the showcase", format!("/watch/{id}")));
        } else if let Some((what, name, href)) = work(state, who, notice).await? {
            said = came_out(what, &name);
            link = Some(Link::new("See what is left", href));
        }
    } else {
        link = act_on(state, who, notice, title.is_some()).await?;
    }
    Ok(Line {
        said,
        when,
        link,
        action: format!("/for-you/{}/away", notice.id),
        button: Button::new("Put away").secondary().once(),
    })
}

/// The decision or insight that was told about: what it is, its name and where it is.
async fn work(
    state: &State,
    who: &Who,
    notice: &Notice,
) -> Result<Option<(&'static str, String, String)>, Error> {
    let (id, now) = (notice.subject, state.now());
    if let Some(decision) = found(decision::open(&state.db, who, DecisionId(id), now).await)? {
        let href = format!("/insight/decisions/{id}");
        return Ok(Some(("decision", decision.words.title, href)));
    }
    let insight = found(insight::open(&state.db, who, InsightId(id), now).await)?;
    Ok(insight.map(|insight| {
        let href = format!("/insight/insights/{id}");
        ("insight", insight.words.claim, href)
    }))
}

/// "You printed “Buses” on 3 May 2026. A story in it was taken back. Please throw it away."
fn asked_back(recall: &Recall) -> String {
    let (did, please) = if recall.kind == PlaceKind::Print {
        ("printed", "Throw the pages away so that nobody can read them")
    } else {
        (
            "took away the words of",
            "Throw the file away, and every copy of it",
        )
    };
    format!(
        "You {did} “{}” on {}. A teller took their story back. {please}.",
        recall.name,
        dates::day(recall.at)
    )
}

/// Where to act on what was told; nothing where this reader cannot go.
async fn act_on(state: &State, who: &Who, notice: &Notice, sees_story: bool) -> Result<Option<Link>, Error> {
    match notice.kind {
        NoticeKind::Worry | NoticeKind::WorryLate if Access::Safeguarding.allows(who) => {
            return Ok(Some(Link::new("See the worries", "/safeguarding".to_owned())));
        }
        NoticeKind::Review if Access::Researcher.allows(who) => {
            return Ok(Some(Link::new("See the reviews", "/studio/reviews".to_owned())));
        }
        NoticeKind::CallMe if Access::Researcher.allows(who) => {
            return Ok(Some(Link::new("See who it is", "/studio/messages".to_owned())));
        }
        NoticeKind::WordsChanged if sees_story && Access::Researcher.allows(who) => {
            let id = notice.subject;
            return Ok(Some(Link::new("Open the story", format!("/studio/stories/{id}"))));
        }
        NoticeKind::AskAgain | NoticeKind::EndsSoon if Access::Researcher.allows(who) => {
            let id = ParticipantId(notice.subject);
            if found(participant::get(&state.db, who, id).await)?.is_some() {
                return Ok(Some(Link::new(
                    "See who it is",
                    format!("/studio/participants/{id}"),
                )));
            }
        }
        _ => {}
    }
    Ok(notice
        .story
        .filter(|_| sees_story)
        .map(|id| Link::new("Open the story", format!("/insight/stories/{id}"))))
}

/// What is there for this reader; nothing is not an error here.
fn found<T>(answer: entity::Result<T>) -> Result<Option<T>, Error> {
    match answer {
        Ok(there) => Ok(Some(there)),
        Err(entity::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn told(state: &State, who: &Who, id: &str) -> Result<Option<Notice>, Error> {
    let id: NoticeId = id.parse()?;
    let open = notice::open(&state.db, who).await?;
    Ok(open.into_iter().find(|notice| notice.id == id))
}

pub async fn put_away(state: State, who: Who, id: web::Path<String>) -> Reply {
    // Pressed twice, or another's: there is nothing to put away, and the page says what there is.
    let Some(notice) = told(&state, &who, &id).await? else {
        return Ok(see_other("/for-you"));
    };
    let asked = disclosure::recalls(&state.db, &who).await?;
    if asked.iter().any(|recall| recall.id.0 == notice.subject) {
        let notice = "Throw it away first. Then press “I have thrown it away”.";
        return Ok(see_other_saying(&state, "/for-you", notice));
    }
    let tx = state.db.begin().await?;
    notice::put_away(&tx, &who, notice.id, state.now()).await?;
    tx.commit().await?;
    Ok(see_other("/for-you"))
}

pub async fn thrown_away(state: State, who: Who, id: web::Path<String>) -> Reply {
    let Some(notice) = told(&state, &who, &id).await? else {
        return Ok(see_other("/for-you"));
    };
    let tx = state.db.begin().await?;
    disclosure::thrown_away(&tx, &who, entity::DisclosureId(notice.subject), state.now()).await?;
    tx.commit().await?;
    Ok(see_other_saying(
        &state,
        "/for-you",
        "Thank you. We tell the teller that it is thrown away.",
    ))
}
