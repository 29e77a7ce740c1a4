//! "My photos": the person's own, kept for them and offered to them as pictures to tell with. One that is put
//! in a story is copied there. Must never be shown to anybody else.
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use entity::placing::{self, OwnPhoto};
use entity::{OwnPhotoId, StoryId, UploadId, asset};
use futures_util::TryStreamExt as _;
use serde::Serialize;

use super::choose;
use crate::features::telling::draft::Draft;
use crate::features::telling::film::{arrived, remove};
use crate::media::ObjectKey;
use crate::say;
use crate::state::State;
use crate::web::components::{FileUpload, Input};
use crate::web::range::{self, ByteMeta};
use crate::web::step::Step;
use crate::web::upload::{self, Takes};
use crate::web::{
    Error, Fields, Form, Invalid, Page, Query, Reply, Who, photos, see_other, see_other_saying,
};

/// What phones are asked for by name: an iPhone then sends one of these instead of its own kind.
const KINDS: &str = "image/jpeg,image/png,image/webp,image/gif";
const MOST_LABEL: usize = 60;

/// Where the small one is, for its person.
pub fn small(id: &str) -> String {
    format!("/me/photos/{id}/small")
}

#[derive(Debug, Serialize)]
struct ListPage {
    step: Step,
    photos: Vec<One>,
}

#[derive(Debug, Serialize)]
struct One {
    src: String,
    label: String,
    out: String,
}

impl One {
    fn of(photo: OwnPhoto) -> Self {
        let id = photo.id.to_string();
        Self {
            src: small(&id),
            label: photo.label,
            out: format!("/me/photos/{id}/out"),
        }
    }
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "telling/photos.html";
    const IN_WELSH: bool = true;
}

pub async fn list(state: State, who: Who) -> Reply {
    let all = placing::own_photos(&state.db, &who).await?;
    let page = ListPage {
        step: Step::new(say!("easy-pictures-photos"), "/me"),
        photos: all.into_iter().map(One::of).collect(),
    };
    state.page(&who, &page)
}

#[derive(Debug, Serialize)]
struct NewPage {
    step: Step,
    photo: FileUpload,
    /// A photo that is here already, while its name is asked again.
    sent: String,
    label: Input,
    /// The story that it is for, if it is for one.
    story: String,
    to: String,
}

impl Page for NewPage {
    const TEMPLATE: &'static str = "telling/photo_new.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

impl NewPage {
    fn new(form: &Form, errors: &Invalid) -> Self {
        let story: Option<StoryId> = form.get("story").parse().ok();
        let back = story.map_or_else(
            || "/me/photos".to_owned(),
            |id| {
                let to = if form.get("to") == "check" {
                    "?to=check"
                } else {
                    ""
                };
                format!("/me/story/{id}/choose/mine{to}")
            },
        );
        Self {
            step: Step::new(say!("easy-pictures-photo-add"), back).errors(errors),
            photo: FileUpload::new("photo", say!("easy-pictures-photo"))
                .accept(KINDS)
                .error(errors.message("photo")),
            sent: String::new(),
            label: Input::new("label", say!("easy-pictures-photo-what"))
                .hint(say!("easy-pictures-photo-like"))
                .value(form.typed("label"))
                .error(errors.message("label")),
            story: story.map(|id| id.to_string()).unwrap_or_default(),
            to: form.typed("to"),
        }
    }
}

pub async fn new(state: State, who: Who, Query(query): Query) -> Reply {
    state.page(&who, &NewPage::new(&query, &Invalid::default()))
}

/// Makes a photo ready and keeps it; `Refused` says what to do instead.
async fn keep(state: &State, who: &Who, sent: UploadId, label: &str) -> Result<OwnPhotoId, Error> {
    let made = photos::photo(state, who, sent).await?;
    // The large one is made when the photo is put in a story.
    upload::purge(state, [made.large.object_key]).await?;
    let tx = state.db.begin().await?;
    let id = placing::keep_photo(&tx, who, sent, label, made.small, state.clock.now()).await?;
    tx.commit().await?;
    Ok(id)
}

/// Forgets a file that was not wanted; one that is not here is forgotten.
pub async fn forget(state: &State, who: &Who, sent: UploadId) -> Result<(), Error> {
    match upload::forget(state, who, sent).await {
        Ok(()) | Err(Error::NotFound) => Ok(()),
        Err(error) => Err(error),
    }
}

pub async fn receive(state: State, who: Who, parts: Multipart) -> Reply {
    let again = |status: StatusCode, form: &Form, errors: &Invalid| {
        state.answer(status, &who, &NewPage::new(form, errors))
    };
    let (form, uploads) = match arrived(&state, &who, parts).await {
        Ok(arrived) => arrived,
        Err(Error::TooLarge) => {
            let errors = Invalid::one("photo", say!("easy-pictures-photo-big"));
            return again(StatusCode::PAYLOAD_TOO_LARGE, &Form::default(), &errors);
        }
        Err(error) => return Err(error),
    };
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let carried = form.get("sent").parse::<UploadId>().ok();
    let sent = uploads.last().copied().or(carried);
    // One photo: another that was chosen since takes its place.
    for other in uploads
        .iter()
        .copied()
        .chain(carried)
        .filter(|one| Some(*one) != sent)
    {
        forget(&state, &who, other).await?;
    }
    let mut fields = Fields::of(&form);
    let label = fields.optional_line("label", MOST_LABEL);
    let label = match fields.finish(|| label) {
        Ok(label) if label.is_empty() => say!("easy-pictures-photo-mine"),
        Ok(label) => label,
        Err(errors) => {
            // What was sent stays here meanwhile.
            let mut page = NewPage::new(&form, &errors);
            page.sent = sent.map(|sent| sent.to_string()).unwrap_or_default();
            return state.answer(unprocessable, &who, &page);
        }
    };
    let mut kept = None;
    if let Some(sent) = sent {
        match keep(&state, &who, sent, &label).await {
            Ok(id) => kept = Some(id),
            // It waited too long, and is not here any more.
            Err(Error::NotFound) => {}
            Err(Error::Refused(why)) => return again(unprocessable, &form, &Invalid::one("photo", why)),
            Err(error) => return Err(error),
        }
    }
    let Some(id) = kept else {
        return again(
            unprocessable,
            &form,
            &Invalid::one("photo", say!("easy-pictures-photo-first")),
        );
    };
    if !form.has("story") {
        return Ok(see_other_saying(
            &state,
            "/me/photos",
            &say!("easy-pictures-photo-kept"),
        ));
    }
    let draft = Draft::open(&state, &who, form.get("story")).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    match choose::put(&state, &who, &draft, &id.to_string()).await {
        Ok(position) => Ok(see_other(&super::going(
            &draft,
            &format!("each/{position}"),
            &form,
        ))),
        Err(Error::Refused(why)) => again(unprocessable, &form, &Invalid::one("photo", why)),
        Err(error) => Err(error),
    }
}

/// Puts a copy of an own photo in a story: as a file of the story, under the rule like all of them.
pub async fn copy_in(state: &State, who: &Who, story: StoryId, photo: OwnPhotoId) -> Result<(), Error> {
    let kept = placing::photo_file(&state.db, who, photo).await?;
    let key: ObjectKey = kept.original_key.parse().map_err(|_| Error::NotFound)?;
    let length = state.media.head(&key).await.map_err(anyhow::Error::from)?;
    let stream = state
        .media
        .open_range(&key, 0..length)
        .await
        .map_err(anyhow::Error::from)?;
    let read = stream.try_fold(Vec::new(), async |mut all, part| {
        all.extend_from_slice(&part);
        Ok(all)
    });
    let bytes = read.await.map_err(anyhow::Error::from)?;
    let now = state.clock.now();
    let sent = upload::keep(state, who, "", bytes.into(), now).await?;
    upload::attach(state, who, sent, story, Takes::Pictures).await?;
    let Some(file) = asset::sent_as(&state.db, who, sent).await? else {
        return Err(Error::NotFound);
    };
    let tx = state.db.begin().await?;
    match placing::photo_is(&tx, who, story, &photo.to_string(), file).await {
        Ok(true) => return Ok(tx.commit().await?),
        // Another press was first, or it was taken out just now.
        Ok(false) | Err(entity::Error::Conflict(_)) => {}
        Err(error) => return Err(error.into()),
    }
    drop(tx);
    remove(state, who, &[file]).await
}

/// The small one, for its person only.
pub async fn bytes(state: State, who: Who, request: HttpRequest, photo: web::Path<String>) -> Reply {
    let kept = placing::photo_file(&state.db, &who, photo.parse()?).await?;
    let key: ObjectKey = kept.small.object_key.parse().map_err(|_| Error::NotFound)?;
    let meta = ByteMeta {
        len: u64::try_from(kept.small.bytes).unwrap_or(0),
        etag: kept.small.sha256,
        mime: kept.small.mime,
        download_name: None,
    };
    range::respond(&request, meta, async |wanted| {
        let bytes = state.media.open_range(&key, wanted).await;
        bytes.map_err(|error| Error::from(anyhow::Error::from(error)))
    })
    .await
}

#[derive(Debug, Serialize)]
struct OutPage {
    step: Step,
    photo: One,
    keep: &'static str,
}

impl Page for OutPage {
    const TEMPLATE: &'static str = "telling/photo_out.html";
    const IN_WELSH: bool = true;
}

pub async fn ask_out(state: State, who: Who, photo: web::Path<String>) -> Reply {
    let photo = placing::own_photo(&state.db, &who, photo.parse()?).await?;
    let page = OutPage {
        step: Step::new(say!("easy-pictures-photo-ask-out"), "/me/photos"),
        photo: One::of(photo),
        keep: "/me/photos",
    };
    state.page(&who, &page)
}

pub async fn take_out(state: State, who: Who, photo: web::Path<String>) -> Reply {
    let id: OwnPhotoId = photo.parse()?;
    let tx = state.db.begin().await?;
    let objects = match placing::remove_photo(&tx, &who, id, state.clock.now()).await {
        Ok(objects) => objects,
        // The second press of the same button.
        Err(entity::Error::NotFound) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    tx.commit().await?;
    upload::purge(&state, objects).await?;
    Ok(see_other_saying(
        &state,
        "/me/photos",
        &say!("easy-pictures-photo-gone"),
    ))
}
