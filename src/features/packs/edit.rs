//! One card: its words in two languages, its symbol or a photo, a recording of its words.
//! Must never keep words that are not easy to read.
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::web;
use entity::pack::{self, Card, Change, NewCard, Stored, Topic};
use entity::{PackKind, UploadId};
use serde::Serialize;

use super::pages::{address, named};
use super::reading::advice;
use crate::state::State;
use crate::web::components::{Button, ErrorSummary, FileUpload, Input, Select};
use crate::web::{
    Error, Fields, Form, Invalid, Page, Query, Reply, Who, multipart, photos, see_other_saying, upload,
};

const MOST_LETTERS: usize = 120;

#[derive(Debug, Serialize)]
struct CardPage {
    errors: Option<ErrorSummary>,
    heading: String,
    topic: &'static str,
    topic_name: &'static str,
    action: String,
    kind: &'static str,
    en: Input,
    cy: Input,
    symbol: Select,
    photo: FileUpload,
    /// The photo there is.
    src: Option<String>,
    sound: FileUpload,
    /// The recording there is.
    heard: Option<String>,
    no_photo: bool,
    no_sound: bool,
    button: Button,
}

impl Page for CardPage {
    const TEMPLATE: &'static str = "packs/card.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

/// The names of all symbols, as the program has them.
fn symbols(state: &State) -> Vec<String> {
    let all = state.assets.addresses().keys();
    let names = all.filter_map(|path| path.strip_prefix("symbols/")?.strip_suffix(".svg"));
    names.map(str::to_owned).collect()
}

fn card_page(
    state: &State,
    topic: &'static Topic,
    (kind, card): (PackKind, Option<&Card>),
    form: &Form,
    errors: &Invalid,
) -> CardPage {
    let was = |name: &str, kept: Option<&String>| {
        if form.pairs().next().is_some() {
            form.typed(name)
        } else {
            kept.cloned().unwrap_or_default()
        }
    };
    let what = match kind {
        PackKind::Picture => "picture",
        PackKind::Prompt => "question",
    };
    let picked = match was("symbol", card.map(|card| &card.symbol)) {
        none if none.is_empty() => topic.symbol.clone(),
        picked => picked,
    };
    let symbol = symbols(state).into_iter().fold(
        Select::new("symbol", "Symbol").hint("Shown where there is no photo"),
        |select, name| {
            let words = name.replace('-', " ");
            select.item(name, words)
        },
    );
    CardPage {
        errors: errors.summary(),
        heading: match card {
            Some(card) => format!("Change “{}”", card.en),
            None => format!("Add a {what}"),
        },
        topic: &topic.key,
        topic_name: topic.name("en"),
        action: card.map_or_else(|| format!("/admin/packs/{}/new", topic.key), address),
        kind: kind.as_str(),
        en: Input::new("en", "Words in English")
            .hint("12 words at most, and one idea")
            .value(was("en", card.map(|card| &card.en)))
            .error(errors.message("en")),
        cy: Input::new("cy", "Words in Welsh")
            .hint("Left empty, the English words are shown on Welsh pages")
            .value(was("cy", card.map(|card| &card.cy)))
            .error(errors.message("cy")),
        symbol: symbol.picked(picked).error(errors.message("symbol")),
        photo: FileUpload::new("photo", "A photo of your own")
            .hint("Of a place or a thing people here know. Nobody should be known from it")
            .accept("image/jpeg,image/png,image/webp")
            .error(errors.message("photo")),
        src: card
            .filter(|card| card.photo.is_some())
            .map(|card| format!("/packs/{}/photo", card.key)),
        sound: FileUpload::new("sound", "A recording of the words")
            .hint("It is heard in place of the machine’s voice")
            .accept("audio/*")
            .error(errors.message("sound")),
        heard: card
            .filter(|card| card.sound.is_some())
            .map(|card| format!("/packs/{}/sound", card.key)),
        no_photo: form.has("no_photo"),
        no_sound: form.has("no_sound"),
        button: Button::new("Save").once(),
    }
}

/// A card of this topic.
async fn card_of(state: &State, topic: &Topic, key: &str) -> Result<Card, Error> {
    let card = pack::find(&state.db, key).await?;
    if card.topic == topic.key {
        Ok(card)
    } else {
        Err(Error::NotFound)
    }
}

fn kind_of(form: &Form) -> Result<PackKind, Error> {
    Ok(form.get("kind").parse()?)
}

pub async fn new(state: State, who: Who, topic: web::Path<String>, Query(query): Query) -> Reply {
    let topic = named(&topic)?;
    let kind = kind_of(&query)?;
    let page = card_page(&state, topic, (kind, None), &Form::default(), &Invalid::default());
    state.page(&who, &page)
}

pub async fn page(state: State, who: Who, path: web::Path<(String, String)>) -> Reply {
    let (topic, key) = path.into_inner();
    let topic = named(&topic)?;
    let card = card_of(&state, topic, &key).await?;
    let kind = card.kind;
    let page = card_page(
        &state,
        topic,
        (kind, Some(&card)),
        &Form::default(),
        &Invalid::default(),
    );
    state.page(&who, &page)
}

/// What was sent: the words, and each file with the field it came in.
struct Sent {
    form: Form,
    files: Vec<(String, UploadId)>,
}

async fn sent(state: &State, who: &Who, parts: Multipart) -> Result<Sent, Error> {
    let mut files = Vec::new();
    let form = multipart::read(parts, async |_: &Form, part| {
        let field = part.field.clone();
        files.push((field, upload::receive(state, who, part).await?));
        Ok(())
    })
    .await?;
    Ok(Sent { form, files })
}

/// Reads the words; then makes the files ready, once the words are right.
async fn look(state: &State, who: &Who, sent: &Sent) -> Result<Result<Change, Invalid>, Error> {
    let form = &sent.form;
    let mut fields = Fields::of(form);
    let en = fields.line("en", MOST_LETTERS, "Write what it says in English");
    let cy = fields.optional_line("cy", MOST_LETTERS);
    let given = form.get("symbol").to_owned();
    for (name, words) in [("en", &en), ("cy", &cy)] {
        if let Some(advice) = words.as_deref().and_then(advice) {
            fields.refuse::<()>(name, advice);
        }
    }
    if !symbols(state).contains(&given) {
        fields.refuse::<()>("symbol", "Pick a symbol");
    }
    let words = match fields.finish(|| en.zip(cy)) {
        Ok(words) => words,
        Err(errors) => {
            for (_, file) in &sent.files {
                upload::forget(state, who, *file).await?;
            }
            return Ok(Err(errors));
        }
    };
    let (mut photo, mut sound): (Option<Stored>, Option<Stored>) = (None, None);
    for (field, file) in &sent.files {
        let made = if field == "photo" {
            let made = photos::photo(state, who, *file).await;
            made.map(|made| (made.large, Some(made.small.object_key)))
        } else {
            photos::sound(state, who, *file).await.map(|made| (made, None))
        };
        let (made, spare) = match made {
            Ok(made) => made,
            Err(Error::Refused(why)) => return Ok(Err(Invalid::one(field, why))),
            Err(error) => return Err(error),
        };
        upload::purge(state, spare).await?;
        upload::forget(state, who, *file).await?;
        *(if field == "photo" { &mut photo } else { &mut sound }) = Some(made);
    }
    Ok(Ok(Change {
        symbol: given,
        en: words.0,
        cy: words.1,
        photo,
        no_photo: form.has("no_photo"),
        sound,
        no_sound: form.has("no_sound"),
    }))
}

pub async fn add(state: State, who: Who, topic: web::Path<String>, parts: Multipart) -> Reply {
    let topic = named(&topic)?;
    let sent = sent(&state, &who, parts).await?;
    let kind = kind_of(&sent.form)?;
    let look = match look(&state, &who, &sent).await? {
        Ok(look) => look,
        Err(errors) => {
            let page = card_page(&state, topic, (kind, None), &sent.form, &errors);
            return state.answer(StatusCode::UNPROCESSABLE_ENTITY, &who, &page);
        }
    };
    let new = NewCard {
        kind,
        topic: topic.key.clone(),
        look,
    };
    let tx = state.db.begin().await?;
    pack::add(&tx, &who, new, state.clock.now()).await?;
    tx.commit().await?;
    let said = "It is added, before all others. Put it where it belongs.";
    Ok(see_other_saying(
        &state,
        &format!("/admin/packs/{}", topic.key),
        said,
    ))
}

pub async fn change(state: State, who: Who, path: web::Path<(String, String)>, parts: Multipart) -> Reply {
    let (topic, key) = path.into_inner();
    let topic = named(&topic)?;
    let card = card_of(&state, topic, &key).await?;
    let sent = sent(&state, &who, parts).await?;
    let look = match look(&state, &who, &sent).await? {
        Ok(look) => look,
        Err(errors) => {
            let page = card_page(&state, topic, (card.kind, Some(&card)), &sent.form, &errors);
            return state.answer(StatusCode::UNPROCESSABLE_ENTITY, &who, &page);
        }
    };
    let tx = state.db.begin().await?;
    pack::change(&tx, &who, &key, look, state.clock.now()).await?;
    tx.commit().await?;
    let said = "It is changed. Stories that have it keep it as it was.";
    Ok(see_other_saying(
        &state,
        &format!("/admin/packs/{}", topic.key),
        said,
    ))
}
