//! Which picture: five a page, by topic, or one of the person's own photos. One press chooses.
use actix_web::http::StatusCode;
use actix_web::web;
use entity::OwnPhotoId;
use entity::pack::{self, Topic};
use entity::placing::{self, Chosen};
use serde::Serialize;

use super::photos;
use super::{Choice, MINE, ON_A_PAGE, going, language};
use crate::features::telling::STEPS;
use crate::features::telling::draft::Draft;
use crate::say;
use crate::state::State;
use crate::web::step::Step;
use crate::web::{Error, Form, Invalid, Page, Query, Reply, Who, see_other};

#[derive(Debug, Serialize)]
struct ChoosePage {
    step: Step,
    tiles: Vec<Choice>,
    /// Where an answer goes.
    action: String,
    /// Where the next pictures are; nothing on the last page.
    more: Option<String>,
    /// Where other topics are.
    others: String,
    /// Where the person's own photos are.
    mine: String,
    /// Where a new photo is sent from; on the page of own photos only.
    add: Option<String>,
    to: String,
}

impl Page for ChoosePage {
    const TEMPLATE: &'static str = "telling/choose_picture.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

/// The topic that is asked for, else the one the story is about, else the first.
fn topic_of(draft: &Draft, form: &Form) -> Option<&'static Topic> {
    pack::topic(form.get("topic"))
        .or_else(|| pack::topic_of(&draft.about.as_ref()?.key))
        .or_else(|| pack::topics().first())
}

fn address(draft: &Draft, page: &str, topic: &str, number: usize, form: &Form) -> String {
    let mut parts = Vec::new();
    if !topic.is_empty() {
        parts.push(format!("topic={topic}"));
    }
    if number > 0 {
        parts.push(format!("page={number}"));
    }
    if form.get("to") == "check" {
        parts.push("to=check".to_owned());
    }
    let question = if parts.is_empty() { "" } else { "?" };
    format!("{}{question}{}", draft.at(page), parts.join("&"))
}

/// Where the page before is.
fn back(draft: &Draft, page: &str, topic: &str, number: usize, form: &Form) -> String {
    match number.checked_sub(1) {
        Some(before) => address(draft, page, topic, before, form),
        None if !draft.own.story.placed.is_empty() => going(draft, "strip", form),
        None => draft.back(form, "about"),
    }
}

async fn choose_page(
    state: &State,
    draft: &Draft,
    form: &Form,
    errors: &Invalid,
) -> Result<ChoosePage, Error> {
    let topic = topic_of(draft, form).ok_or(Error::NotFound)?;
    let cards = pack::pictures_for(&state.db, &topic.key, language()).await?;
    // A page that is not there is the last one that is.
    let last = cards.len().saturating_sub(1) / ON_A_PAGE;
    let number = form.get("page").parse::<usize>().unwrap_or_default().min(last);
    let there = |key: &str| draft.own.story.placed.iter().any(|placed| placed.picture == key);
    let tiles = cards
        .iter()
        .skip(number * ON_A_PAGE)
        .take(ON_A_PAGE)
        .map(|card| Choice {
            src: card.photo.then(|| format!("/packs/{}/photo", card.key)),
            picked: there(&card.key),
            value: card.key.clone(),
            picture: card.symbol.clone(),
            words: card.words.clone(),
        });
    let heading = if draft.own.story.placed.is_empty() {
        say!("easy-pictures-first")
    } else {
        say!("easy-pictures-next")
    };
    let others = address(draft, "choose/topics", "", 0, form);
    let step = Step::new(heading, back(draft, "choose", &topic.key, number, form))
        .part(3, STEPS)
        .echo(topic.symbol.as_str(), topic.name(language()), others.as_str(), "")
        .errors(errors);
    Ok(ChoosePage {
        step,
        tiles: tiles.collect(),
        action: draft.at("choose"),
        more: (number < last).then(|| address(draft, "choose", &topic.key, number + 1, form)),
        others,
        mine: address(draft, "choose/mine", "", 0, form),
        add: None,
        to: form.typed("to"),
    })
}

pub async fn page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let page = choose_page(&state, &draft, &query, &Invalid::default()).await?;
    state.page(&who, &page)
}

/// The person's own photos, to choose one.
pub async fn mine(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let all = placing::own_photos(&state.db, &who).await?;
    let last = all.len().saturating_sub(1) / ON_A_PAGE;
    let number = query.get("page").parse::<usize>().unwrap_or_default().min(last);
    let there = |key: &str| draft.own.story.placed.iter().any(|placed| placed.picture == key);
    let tiles = all.iter().skip(number * ON_A_PAGE).take(ON_A_PAGE).map(|photo| {
        let id = photo.id.to_string();
        Choice {
            picture: "pictures".to_owned(),
            src: Some(photos::small(&id)),
            words: photo.label.clone(),
            picked: there(&id),
            value: id,
        }
    });
    let heading = if all.is_empty() {
        say!("easy-pictures-no-photos")
    } else {
        say!("easy-pictures-mine")
    };
    let to = if query.get("to") == "check" {
        "&to=check"
    } else {
        ""
    };
    let back = match number {
        0 => address(&draft, "choose", "", 0, &query),
        number => address(&draft, "choose/mine", "", number - 1, &query),
    };
    let page = ChoosePage {
        step: Step::new(heading, back).part(3, STEPS),
        tiles: tiles.collect(),
        action: draft.at("choose"),
        more: (number < last).then(|| address(&draft, "choose/mine", "", number + 1, &query)),
        others: address(&draft, "choose/topics", "", 0, &query),
        mine: String::new(),
        add: Some(format!("/me/photos/new?story={}{to}", draft.id())),
        to: query.typed("to"),
    };
    state.page(&who, &page)
}

#[derive(Debug, Serialize)]
struct TopicsPage {
    step: Step,
    tiles: Vec<TopicTile>,
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct TopicTile {
    href: String,
    picture: &'static str,
    words: &'static str,
}

impl Page for TopicsPage {
    const TEMPLATE: &'static str = "telling/choose_topic.html";
    const IN_WELSH: bool = true;
}

pub async fn topics(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let all = pack::topics();
    let last = all.len().saturating_sub(1) / ON_A_PAGE;
    let number = query.get("page").parse::<usize>().unwrap_or_default().min(last);
    let back = match number {
        0 => address(&draft, "choose", "", 0, &query),
        number => address(&draft, "choose/topics", "", number - 1, &query),
    };
    let shown = all.iter().skip(number * ON_A_PAGE).take(ON_A_PAGE);
    let page = TopicsPage {
        step: Step::new(say!("easy-pictures-topics"), back).part(3, STEPS),
        tiles: shown
            .map(|topic| TopicTile {
                href: address(&draft, "choose", &topic.key, 0, &query),
                picture: &topic.symbol,
                words: topic.name(language()),
            })
            .collect(),
        more: (number < last).then(|| address(&draft, "choose/topics", "", number + 1, &query)),
    };
    state.page(&who, &page)
}

/// What was pressed: a card that is offered, or a photo of the person's own.
async fn chosen(state: &State, who: &Who, given: &str) -> Result<Option<Chosen>, Error> {
    if let Ok(card) = pack::find(&state.db, given).await {
        let picture = card.kind == entity::PackKind::Picture && !card.retired;
        return Ok(picture.then(|| Chosen {
            label: card.name(language()).to_owned(),
            card_photo: card.photo.is_some(),
            picture: card.key,
            symbol: card.symbol,
            topic: card.topic,
        }));
    }
    let Ok(id) = given.parse::<OwnPhotoId>() else {
        return Ok(None);
    };
    match placing::own_photo(&state.db, who, id).await {
        Ok(photo) => Ok(Some(Chosen {
            picture: photo.id.to_string(),
            symbol: "pictures".to_owned(),
            topic: MINE.to_owned(),
            label: photo.label,
            card_photo: false,
        })),
        Err(entity::Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Puts a picture in the story; answers its place. What the person may be told to do is `Refused`.
pub async fn put(state: &State, who: &Who, draft: &Draft, given: &str) -> Result<i32, Error> {
    let Some(chosen) = chosen(state, who, given).await? else {
        return Err(Error::Refused(say!("easy-pictures-pick-one")));
    };
    let now = state.clock.now();
    let (own, picture) = (chosen.topic == MINE, chosen.picture.clone());
    let tx = state.db.begin().await?;
    let position = placing::choose(&tx, who, draft.id(), chosen, now).await?;
    draft.keep_title(&tx, who, draft.about.as_ref(), now).await?;
    tx.commit().await?;
    if own {
        let has = draft
            .own
            .story
            .placed
            .iter()
            .find(|placed| placed.picture == picture);
        if has.is_none_or(|placed| placed.photo.is_none()) {
            photos::copy_in(state, who, draft.id(), picture.parse()?).await?;
        }
    }
    Ok(position)
}

pub async fn answer(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    match put(&state, &who, &draft, form.get("picture")).await {
        Ok(position) => Ok(see_other(&going(&draft, &format!("each/{position}"), &form))),
        Err(Error::Refused(why)) => {
            let errors = Invalid::one("picture", why);
            let page = choose_page(&state, &draft, &form, &errors).await?;
            state.answer(StatusCode::UNPROCESSABLE_ENTITY, &who, &page)
        }
        Err(error) => Err(error),
    }
}
