//! Home, "You choose", and how to tell it.
use actix_web::web;
use entity::story::{self, NewStory, Status};
use entity::{AssetState, StoryId, StoryKind};
use serde::Serialize;

use super::STEPS;
use super::draft::Draft;
use crate::say;
use crate::state::State;
use crate::web::page::keep_on_phone;
use crate::web::shown::is_untold;
use crate::web::step::{Step, Tile};
use crate::web::{Error, Form, Invalid, Page, Query, Reply, Who, see_other, session};

#[derive(Debug, Serialize)]
struct HomePage {
    step: Step,
    /// Where "Tell a story" goes: "You choose" before the first one.
    tell: &'static str,
    /// A story that waits for its teller to look at it.
    look: Option<String>,
    /// There is a question about a yes that ends, or a life that changed.
    asked: bool,
    has_stories: bool,
    /// They are in a family, so there is a question to answer about it.
    family: bool,
    /// It is not answered yet.
    ask_family: bool,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "telling/home.html";
    const IN_WELSH: bool = true;
}

pub async fn home(state: State, who: Who) -> Reply {
    let mine = story::mine(&state.db, &who).await?;
    let sent = mine.iter().any(|own| own.status != Status::Draft);
    let now = state.clock.now();
    let mut look = None;
    for own in mine.iter().filter(|own| {
        own.status == Status::Waiting
            && !matches!(own.story.media, Some(AssetState::Waiting | AssetState::Working))
    }) {
        let waits = story::second_yes(&state.db, &who, own.story.id, now).await?;
        if waits.from.is_none() && !waits.permission {
            look = Some(format!("/me/stories/{}/look", own.story.id));
            break;
        }
    }
    let name = who.signed().map_or("", |signed| signed.name.as_str());
    let family = entity::family::own(&state.db, &who).await?;
    let page = HomePage {
        family: family.is_some(),
        ask_family: family.is_some_and(|own| !own.asked),
        step: Step::new(say!("easy-telling-hello", name = name), ""),
        tell: if sent { "/me/story/new" } else { "/me/choose" },
        look,
        asked: !entity::asking::questions(&state.db, &who, now).await?.is_empty(),
        has_stories: mine.iter().any(|own| !is_untold(own)),
    };
    Ok(keep_on_phone(&who, state.page(&who, &page)?))
}

#[derive(Debug, Serialize)]
struct ChoosePage {
    step: Step,
}

impl Page for ChoosePage {
    const TEMPLATE: &'static str = "telling/choose.html";
    const IN_WELSH: bool = true;
}

pub async fn choose(state: State, who: Who) -> Reply {
    let step = Step::new(say!("easy-telling-choose"), "/me");
    state.page(&who, &ChoosePage { step })
}

#[derive(Debug, Serialize)]
struct WayPage {
    step: Step,
    tiles: Vec<Tile>,
    nonce: String,
    to: String,
}

impl Page for WayPage {
    const TEMPLATE: &'static str = "telling/way.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

impl WayPage {
    fn new(back: String, form: &Form, picked: Option<&str>, errors: &Invalid) -> Self {
        let tiles = [
            ("film", say!("easy-telling-way-film")),
            ("talk", say!("easy-telling-way-talk")),
            ("write", say!("easy-telling-way-write")),
            ("pictures", say!("easy-telling-way-pictures")),
        ];
        Self {
            step: Step::new(say!("easy-telling-how"), back)
                .part(1, STEPS)
                .errors(errors),
            tiles: tiles
                .into_iter()
                .map(|(way, words)| Tile::new(way, way, words).picked(picked == Some(way)))
                .collect(),
            nonce: nonce(form),
            to: form.typed("to"),
        }
    }
}

/// The word of this form: as it came, or a new one.
fn nonce(form: &Form) -> String {
    let given = form.get("nonce");
    if given.is_empty() || given.len() > 64 {
        session::fresh_token()
    } else {
        given.to_owned()
    }
}

fn kind(form: &Form) -> Result<StoryKind, Invalid> {
    match form.get("way") {
        "film" => Ok(StoryKind::Video),
        "talk" | "write" | "pictures" => Ok(StoryKind::LifeStory),
        _ => Err(Invalid::one("film", say!("easy-step-pick"))),
    }
}

/// The next page. Pictures and talking are no kinds of story, so the address remembers that they were picked.
fn about(id: StoryId, form: &Form) -> String {
    let way = match form.get("way") {
        "pictures" => "?way=pictures",
        "talk" => "?way=talk",
        _ => "",
    };
    format!("/me/story/{id}/about{way}")
}

pub async fn new(state: State, who: Who) -> Reply {
    let page = WayPage::new("/me".to_owned(), &Form::default(), None, &Invalid::default());
    state.page(&who, &page)
}

/// Takes up the newest draft with nothing told in it, or makes one. The same form sent twice makes one.
pub async fn begin(state: State, who: Who, form: Form) -> Reply {
    let kind = match kind(&form) {
        Ok(kind) => kind,
        Err(errors) => {
            return state.refused(&who, &WayPage::new("/me".to_owned(), &form, None, &errors));
        }
    };
    let now = state.clock.now();
    let mine = story::mine(&state.db, &who).await?;
    let empty = mine
        .iter()
        .find(|own| is_untold(own) && own.story.kind != StoryKind::Interview);
    if let Some(own) = empty {
        let id = own.story.id;
        let tx = state.db.begin().await?;
        story::set_kind(&tx, &who, id, kind, now).await?;
        tx.commit().await?;
        return Ok(see_other(&about(id, &form)));
    }
    let new = NewStory {
        kind,
        participant: who.participant().ok_or(Error::NotFound)?,
        title: String::new(),
        words: String::new(),
        place: String::new(),
        told_at: now,
        feeling: None,
        nonce: nonce(&form),
        how_told: "On a phone or computer".to_owned(),
        helper_name: String::new(),
        helper_how: String::new(),
        started_at: now,
    };
    let tx = state.db.begin().await?;
    let id = story::start(&tx, &who, new, now).await?;
    tx.commit().await?;
    Ok(see_other(&about(id, &form)))
}

/// "Go on with it": the first question that is not answered yet.
pub async fn go_on(state: State, who: Who, id: web::Path<String>) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    let next = draft.at(draft.next());
    Ok(draft.away().unwrap_or_else(|| see_other(&next)))
}

pub async fn way(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let back = if query.has("to") {
        draft.at("check")
    } else {
        "/me".to_owned()
    };
    let page = WayPage::new(back, &query, Some(draft.way()), &Invalid::default());
    state.page(&who, &page)
}

pub async fn set_way(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let kind = match kind(&form) {
        Ok(kind) => kind,
        Err(errors) => {
            let picked = Some(draft.way());
            return state.refused(&who, &WayPage::new("/me".to_owned(), &form, picked, &errors));
        }
    };
    let tx = state.db.begin().await?;
    story::set_kind(&tx, &who, draft.id(), kind, state.clock.now()).await?;
    tx.commit().await?;
    let draft = Draft::open(&state, &who, &id).await?;
    if let "pictures" | "talk" = form.get("way") {
        let telling = match form.get("way") {
            "talk" if draft.has_film() => "talk",
            "talk" => "ready?way=talk",
            _ => "strip",
        };
        return Ok(see_other(&match draft.about {
            Some(_) => draft.at(telling),
            None => about(draft.id(), &form),
        }));
    }
    let next = match draft.next() {
        // What was told before stays; the other way is offered all the same.
        "check" | "feeling" | "who" => draft.telling(),
        next => next,
    };
    Ok(see_other(&draft.at(next)))
}
