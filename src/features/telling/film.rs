//! Filming with the phone's own camera, or choosing a film; how far the work on it is; taking it out.
//! Must never let go of the old film before the new one has arrived.
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use entity::{AssetId, AssetState, UploadId, asset, story};
use serde::Serialize;

use super::STEPS;
use super::draft::Draft;
use super::pictures::is_picture;
use super::strip;
use super::themes;
use crate::state::State;
use crate::web::components::{FileUpload, Player};
use crate::web::sharing::Work;
use crate::web::shown::StoryView;
use crate::web::step::Step;
use crate::web::upload::{self, Takes};
use crate::web::{Error, Form, Invalid, Page, Query, Reply, Who, multipart, see_other, see_other_saying};

#[derive(Debug, Serialize)]
struct PlainPage {
    step: Step,
    next: String,
}

impl Page for PlainPage {
    const TEMPLATE: &'static str = "telling/ready.html";
}

pub async fn ready(state: State, who: Who, id: web::Path<String>) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let mut step = Step::new("Get ready to film.", draft.at("about")).part(3, STEPS);
    if let Some(theme) = &draft.about {
        step = step.echo(
            themes::picture(theme),
            themes::name(theme),
            draft.at("about"),
            "what it is about",
        );
    }
    let next = draft.at("film");
    state.page(&who, &PlainPage { step, next })
}

/// Where a problem with the file is shown.
const FILE: &str = "film-camera";

#[derive(Debug, Serialize)]
struct FilmPage {
    step: Step,
    action: String,
    /// Not for a file that may be no film.
    camera: Option<FileUpload>,
    choose: FileUpload,
    /// There is a film already; it stays until the new one is here.
    keeps: bool,
    /// The way to tell it without a film; nothing when it was told already.
    write: Option<String>,
    to: String,
}

impl Page for FilmPage {
    const TEMPLATE: &'static str = "telling/film.html";

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

impl FilmPage {
    fn new(draft: &Draft, form: &Form, errors: &Invalid) -> Self {
        let (keeps, sent) = (draft.has_film(), draft.is_sent());
        let heading = match (draft.is_film(), sent, keeps) {
            (false, true, _) => "Send it again",
            (true, true, _) | (_, false, true) => "Film it again",
            (_, false, false) => "Film your story",
        };
        let step = if sent {
            Step::new(heading, draft.sent_at())
        } else {
            Step::new(heading, draft.at(if keeps { "film" } else { "ready" })).part(3, STEPS)
        };
        let problem = errors.message(FILE);
        let camera = FileUpload::new("film", "Film it with the camera")
            .id(FILE)
            .accept("video/*")
            .capture("user");
        let (camera, choose) = if sent && !draft.is_film() {
            let choose = FileUpload::new("film", "Choose a film, a sound or a picture")
                .id(FILE)
                .accept("video/*,audio/*,image/*");
            (None, choose.error(problem))
        } else {
            let choose = FileUpload::new("film", "Choose a film you have")
                .id("film-choose")
                .accept("video/*");
            (Some(camera.error(problem)), choose)
        };
        Self {
            step: step.errors(errors),
            action: draft.at("film"),
            camera,
            choose,
            keeps: keeps && !sent,
            write: (!sent).then(|| draft.at("way")),
            to: form.typed("to"),
        }
    }
}

#[derive(Debug, Serialize)]
struct LookPage {
    step: Step,
    work: Work,
    player: Option<Player>,
    progress: String,
    next: String,
    again: String,
    out: String,
}

impl Page for LookPage {
    const TEMPLATE: &'static str = "telling/film_look.html";
}

/// "You made a film", or the way to make one.
pub async fn page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let media = story::own_media(&state.db, &who, draft.id(), state.clock.now()).await?;
    let filmed = !films(&state, &who, &draft).await?.is_empty();
    let Some(work) = Work::of(media).filter(|_| filmed) else {
        return state.page(&who, &FilmPage::new(&draft, &query, &Invalid::default()));
    };
    let page = LookPage {
        step: Step::new("You made a film.", draft.back(&query, "about")).part(3, STEPS),
        player: StoryView::of(&draft.own.story).player.filter(|_| !work.going),
        work,
        progress: draft.at("film/progress"),
        next: draft.at(if query.get("to") == "check" {
            "check"
        } else {
            "feeling"
        }),
        again: draft.at("film/again"),
        out: draft.at("film/out"),
    };
    state.page(&who, &page)
}

pub async fn again(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away_unless_to_mend() {
        return Ok(away);
    }
    state.page(&who, &FilmPage::new(&draft, &query, &Invalid::default()))
}

#[derive(Debug, Serialize)]
struct ProgressPage {
    step: Step,
    work: Option<Work>,
    progress: String,
}

impl Page for ProgressPage {
    const TEMPLATE: &'static str = "telling/progress.html";
}

/// The work on the files of a draft, in the words for what they are.
pub(super) fn work_of(draft: &Draft, media: Option<(AssetState, i32)>) -> Option<Work> {
    if draft.is_film() {
        Work::of(media)
    } else {
        Work::of_pictures(media)
    }
}

/// The panel that waiting pages ask for, as a page of its own. Stories that were sent have it too.
pub async fn progress(state: State, who: Who, id: web::Path<String>) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    let media = story::own_media(&state.db, &who, draft.id(), state.clock.now()).await?;
    let back = if draft.is_sent() {
        draft.sent_at()
    } else {
        draft.at("film")
    };
    let page = ProgressPage {
        step: Step::new(
            if draft.is_film() {
                "Your film"
            } else {
                "Your pictures"
            },
            back,
        ),
        work: work_of(&draft, media),
        progress: draft.at("film/progress"),
    };
    state.page(&who, &page)
}

/// Everything that arrived with a form: files that were streamed in, and those sent before it.
pub(super) async fn arrived(
    state: &State,
    who: &Who,
    parts: Multipart,
) -> Result<(Form, Vec<UploadId>), Error> {
    let mut uploads = Vec::new();
    let form = multipart::read(parts, async |_: &Form, part| {
        uploads.push(upload::receive(state, who, part).await?);
        Ok(())
    })
    .await?;
    uploads.extend(form.all("upload_id").filter_map(|id| id.parse::<UploadId>().ok()));
    Ok((form, uploads))
}

/// Puts the files into the story; answers what to say when one of them is nothing we can use.
pub(super) async fn put_in(
    state: &State,
    who: &Who,
    draft: &Draft,
    uploads: &[UploadId],
    takes: Takes,
) -> Result<Option<String>, Error> {
    for upload in uploads {
        match upload::attach(state, who, *upload, draft.id(), takes).await {
            Ok(()) => {}
            Err(Error::Refused(why)) => return Ok(Some(why)),
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

pub async fn receive(state: State, who: Who, id: web::Path<String>, parts: Multipart) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away_unless_to_mend() {
        return Ok(away);
    }
    let again = |status: StatusCode, form: &Form, words: &str| {
        let errors = Invalid::one(FILE, words);
        state.answer(status, &who, &FilmPage::new(&draft, form, &errors))
    };
    let (form, uploads) = match arrived(&state, &who, parts).await {
        Ok(arrived) => arrived,
        Err(Error::TooLarge) => {
            let words = "Your film is too long to send. Make a shorter one, or ask for help.";
            return again(StatusCode::PAYLOAD_TOO_LARGE, &Form::default(), words);
        }
        Err(error) => return Err(error),
    };
    if uploads.is_empty() {
        let words = "Film your story first, or choose a film.";
        return again(StatusCode::UNPROCESSABLE_ENTITY, &form, words);
    }
    let takes = if draft.is_sent() && !draft.is_film() {
        Takes::Anything
    } else {
        Takes::Films
    };
    if let Some(why) = put_in(&state, &who, &draft, &uploads, takes).await? {
        return again(StatusCode::UNPROCESSABLE_ENTITY, &form, &why);
    }
    let replaced = older(&state, &who, &draft, &uploads).await?;
    remove(&state, &who, &replaced).await?;
    if draft.is_sent() {
        state.withdrawn(draft.id()).await?;
        return Ok(see_other(&format!("{}/look", draft.sent_at())));
    }
    let to = if form.get("to") == "check" {
        "?to=check"
    } else {
        ""
    };
    Ok(see_other(&format!("{}{to}", draft.at("film"))))
}

/// The films of a draft as they were sent, in the order they came; its pictures stay out of this. Of a
/// story that was sent, what could not be played.
async fn films(state: &State, who: &Who, draft: &Draft) -> Result<Vec<AssetId>, Error> {
    let files = asset::own_files(&state.db, who, draft.id(), state.clock.now()).await?;
    let films = files.into_iter().filter(|file| {
        if draft.is_sent() {
            file.state == AssetState::Broken
        } else {
            !is_picture(draft, file) && !strip::is_in(draft, file.id)
        }
    });
    Ok(films.map(|file| file.id).collect())
}

/// The films whose place these files take: those that came before them. The same form sent again finds
/// its own film there, which stays, and one whose film was replaced since takes nobody's place.
async fn older(state: &State, who: &Who, draft: &Draft, uploads: &[UploadId]) -> Result<Vec<AssetId>, Error> {
    let mut here = Vec::new();
    for upload in uploads {
        here.extend(asset::sent_as(&state.db, who, *upload).await?);
    }
    if here.is_empty() {
        return Ok(Vec::new());
    }
    let now = state.clock.now();
    let files = asset::own_files(&state.db, who, draft.id(), now).await?;
    let films = films(state, who, draft).await?;
    let before = files.into_iter().map(|file| file.id);
    let before = before.take_while(|file| !here.contains(file));
    Ok(before.filter(|file| films.contains(file)).collect())
}

/// Takes files out of a draft, and their bytes out of the store.
pub(super) async fn remove(state: &State, who: &Who, files: &[AssetId]) -> Result<(), Error> {
    let mut objects = Vec::new();
    let tx = state.db.begin().await?;
    for file in files {
        objects.extend(asset::remove(&tx, who, *file, state.clock.now()).await?);
    }
    tx.commit().await?;
    upload::purge(state, objects).await
}

#[derive(Debug, Serialize)]
struct OutPage {
    step: Step,
    keep: String,
}

impl Page for OutPage {
    const TEMPLATE: &'static str = "telling/film_out.html";
}

/// What could not be played may go from a story that was sent, when something else tells it.
fn away_from_out(draft: &Draft) -> Option<HttpResponse> {
    draft
        .away_unless_to_mend()
        .or_else(|| draft.away().filter(|_| draft.words().trim().is_empty()))
}

pub async fn ask_out(state: State, who: Who, id: web::Path<String>) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = away_from_out(&draft) {
        return Ok(away);
    }
    let keep = if draft.is_sent() {
        draft.sent_at()
    } else {
        draft.at("film")
    };
    let heading = if draft.is_film() || !draft.is_sent() {
        "Do you want to take your film out?"
    } else {
        "Do you want to take it out?"
    };
    let step = Step::new(heading, keep.as_str());
    state.page(&who, &OutPage { step, keep })
}

pub async fn take_out(state: State, who: Who, id: web::Path<String>) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = away_from_out(&draft) {
        return Ok(away);
    }
    let files = films(&state, &who, &draft).await?;
    remove(&state, &who, &files).await?;
    if draft.is_sent() {
        state.withdrawn(draft.id()).await?;
        let look = format!("{}/look", draft.sent_at());
        return Ok(see_other_saying(&state, &look, "It is out of your story."));
    }
    Ok(see_other_saying(
        &state,
        &draft.at("way"),
        "Your film is out of your story.",
    ))
}
