//! Filming and talking: in the page, with the phone's own camera, or from a file; how far the work on it is.
//! Must never let go of the old film before the new one has arrived.
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use entity::{AssetId, AssetState, UploadId, asset, story};
use serde::Serialize;

use super::STEPS;
use super::draft::Draft;
use super::film_page::{FILE, FilmPage};
use super::pictures::is_picture;
use super::prompts;
use super::recorder::Way;
use super::strip;
use super::themes;
use crate::say;
use crate::state::State;
use crate::web::components::Player;
use crate::web::page::keep_on_phone;
use crate::web::sharing::Work;
use crate::web::shown::StoryView;
use crate::web::step::Step;
use crate::web::upload::{self, Takes};
use crate::web::{Error, Form, Invalid, Page, Query, Reply, Who, multipart, see_other};

#[derive(Debug, Serialize)]
struct ReadyPage {
    step: Step,
    film: bool,
    next: String,
}

impl Page for ReadyPage {
    const TEMPLATE: &'static str = "telling/ready.html";
    const IN_WELSH: bool = true;
}

/// How a story is recorded: said in the address, or by what is there.
fn way_of(draft: &Draft, query: &Form) -> Way {
    match query.get("way") {
        "talk" => Way::Talk,
        _ => draft.recorded_as(),
    }
}

pub async fn ready(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let way = way_of(&draft, &query);
    let heading = match way {
        Way::Film => say!("easy-telling-ready-film"),
        Way::Talk => say!("easy-telling-ready-talk"),
    };
    let mut step = Step::new(heading, draft.at("about")).part(3, STEPS);
    if let Some(theme) = &draft.about {
        step = step.echo(
            themes::picture(theme),
            themes::name(theme),
            draft.at("about"),
            say!("easy-telling-of-about"),
        );
    }
    let page = ReadyPage {
        step,
        film: way == Way::Film,
        next: draft.at(way.path()),
    };
    Ok(keep_on_phone(&who, state.page(&who, &page)?))
}

#[derive(Debug, Serialize)]
struct LookPage {
    step: Step,
    work: Work,
    /// "Your film is here."
    here: String,
    players: Vec<Player>,
    progress: String,
    next: String,
    again: String,
    out: String,
    words: LookWords,
}

#[derive(Debug, Serialize)]
struct LookWords {
    next: String,
    again: String,
    out: String,
}

fn look_words(way: Way) -> LookWords {
    match way {
        Way::Film => LookWords {
            next: say!("easy-telling-use-film"),
            again: say!("easy-telling-film-again"),
            out: say!("easy-telling-film-out"),
        },
        Way::Talk => LookWords {
            next: say!("easy-telling-use-this"),
            again: say!("easy-telling-say-again"),
            out: say!("easy-telling-take-out"),
        },
    }
}

impl Page for LookPage {
    const TEMPLATE: &'static str = "telling/film_look.html";
    const IN_WELSH: bool = true;
}

/// "You made a film", or the way to make one.
pub async fn page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    show(&state, &who, &id, &query, Way::Film).await
}

/// The same for the voice alone.
pub async fn talk(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    show(&state, &who, &id, &query, Way::Talk).await
}

async fn show(state: &State, who: &Who, id: &str, query: &Form, way: Way) -> Reply {
    let draft = Draft::open(state, who, id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let media = story::own_media(&state.db, who, draft.id(), state.clock.now()).await?;
    let there = films(state, who, &draft).await?;
    let Some(work) = Work::of(media).filter(|_| !there.is_empty()) else {
        let ideas = prompts::ideas(state, draft.about.as_ref()).await?;
        let page = FilmPage::new(way, &draft, who, &there, query, &Invalid::default()).offering(ideas);
        return Ok(keep_on_phone(who, state.page(who, &page)?));
    };
    let way = draft.recorded_as();
    let (heading, here) = match (way, there.len()) {
        (Way::Film, ..2) => (say!("easy-telling-did-film"), say!("easy-telling-film-here")),
        (Way::Film, _) => (say!("easy-telling-did-films"), say!("easy-telling-films-here")),
        (Way::Talk, _) => (say!("easy-telling-did-talk"), say!("easy-telling-said-here")),
    };
    let view = StoryView::of(&draft.own.story);
    let page = LookPage {
        step: Step::new(heading, draft.back(query, "about")).part(3, STEPS),
        here,
        players: view
            .player
            .into_iter()
            .chain(view.more)
            .filter(|_| !work.going)
            .collect(),
        work,
        progress: draft.at("film/progress"),
        next: draft.at(if query.get("to") == "check" {
            "check"
        } else {
            "feeling"
        }),
        again: draft.at(&format!("{}/again", way.path())),
        out: draft.at("film/out"),
        words: look_words(way),
    };
    state.page(who, &page)
}

pub async fn again(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    once_more(&state, &who, &id, &query, Way::Film).await
}

pub async fn talk_again(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    once_more(&state, &who, &id, &query, Way::Talk).await
}

async fn once_more(state: &State, who: &Who, id: &str, query: &Form, way: Way) -> Reply {
    let draft = Draft::open(state, who, id).await?;
    if let Some(away) = draft.away_unless_to_mend() {
        return Ok(away);
    }
    let there = films(state, who, &draft).await?;
    let ideas = prompts::ideas(state, draft.about.as_ref()).await?;
    let page = FilmPage::new(way, &draft, who, &there, query, &Invalid::default()).offering(ideas);
    Ok(keep_on_phone(who, state.page(who, &page)?))
}

#[derive(Debug, Serialize)]
struct ProgressPage {
    step: Step,
    work: Option<Work>,
    progress: String,
}

impl Page for ProgressPage {
    const TEMPLATE: &'static str = "telling/progress.html";
    const IN_WELSH: bool = true;
}

/// The work on the files of a draft, in the words for what they are.
pub(super) fn work_of(draft: &Draft, media: Option<(AssetState, i32)>) -> Option<Work> {
    if draft.is_film() || draft.recorded {
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
            match (draft.is_film(), draft.recorded) {
                (true, _) => say!("easy-telling-your-film"),
                (false, true) => say!("easy-telling-your-story"),
                (false, false) => say!("easy-telling-your-pictures"),
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
    take(&state, &who, &id, parts, Way::Film).await
}

pub async fn receive_talk(state: State, who: Who, id: web::Path<String>, parts: Multipart) -> Reply {
    take(&state, &who, &id, parts, Way::Talk).await
}

async fn take(state: &State, who: &Who, id: &str, parts: Multipart, way: Way) -> Reply {
    let draft = Draft::open(state, who, id).await?;
    if let Some(away) = draft.away_unless_to_mend() {
        return Ok(away);
    }
    let there = films(state, who, &draft).await?;
    let again = |status: StatusCode, form: &Form, words: &str| {
        let errors = Invalid::one(FILE, words);
        let page = FilmPage::new(way, &draft, who, &there, form, &errors);
        state.answer(status, who, &page)
    };
    let (form, uploads) = match arrived(state, who, parts).await {
        Ok(arrived) => arrived,
        Err(Error::TooLarge) => {
            let words = say!("easy-telling-film-long-refused");
            return again(StatusCode::PAYLOAD_TOO_LARGE, &Form::default(), &words);
        }
        Err(error) => return Err(error),
    };
    if uploads.is_empty() {
        let words = match way {
            Way::Film => say!("easy-telling-film-first"),
            Way::Talk => say!("easy-telling-sound-first"),
        };
        return again(StatusCode::UNPROCESSABLE_ENTITY, &form, &words);
    }
    let takes = if draft.is_sent() && !draft.is_film() {
        Takes::Anything
    } else {
        Takes::Films
    };
    if let Some(why) = put_in(state, who, &draft, &uploads, takes).await? {
        return again(StatusCode::UNPROCESSABLE_ENTITY, &form, &why);
    }
    let replaced = older(state, who, &draft, &uploads, &form).await?;
    remove(state, who, &replaced).await?;
    if form.get("then") == "keep" {
        // Sent by a script in the background, which needs no page.
        return Ok(HttpResponse::NoContent().finish());
    }
    if draft.is_sent() {
        state.withdrawn(draft.id()).await?;
        return Ok(see_other(&format!("{}/look", draft.sent_at())));
    }
    let to = if form.get("to") == "check" {
        "?to=check"
    } else {
        ""
    };
    Ok(see_other(&format!("{}{to}", draft.at(way.path()))))
}

/// The films of a draft as they were sent, in the order they came; its pictures stay out of this. Of a
/// story that was sent, what could not be played.
pub(super) async fn films(state: &State, who: &Who, draft: &Draft) -> Result<Vec<AssetId>, Error> {
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
/// its own film there, which stays, and one whose film was replaced since takes nobody's place. What came
/// from another phone meanwhile, and was not on the page that this came from, stays as well.
async fn older(
    state: &State,
    who: &Who,
    draft: &Draft,
    uploads: &[UploadId],
    form: &Form,
) -> Result<Vec<AssetId>, Error> {
    let known = |film: &AssetId| {
        let film = film.to_string();
        form.all("knows").next().is_none() || form.get("knows").split(' ').any(|known| known == film)
    };
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
    Ok(before
        .filter(|file| films.contains(file) && known(file))
        .collect())
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
