//! Everything on one page, as they will see it; then one button that says what it does.
//! Must never release a cut that was not on the page the teller pressed the button of.
use actix_web::http::StatusCode;
use actix_web::web;
use entity::setting;
use entity::story::{self, Status};
use entity::{AssetKind, Audience, Tx};
use serde::Serialize;

use super::STEPS;
use super::draft::Draft;
use super::{film, themes};
use crate::say;
use crate::state::State;
use crate::web::sharing::{self, Preview, Sharing, Work, capital, forms_in_words};
use crate::web::shown::feeling;
use crate::web::step::Step;
use crate::web::{Error, Form, Invalid, Page, Reply, Who, dates, see_other};
use crate::words::refused;

/// One answer with its "Change".
#[derive(Debug, Serialize)]
struct Line {
    picture: String,
    key: String,
    words: String,
    href: String,
}

#[derive(Debug, Serialize)]
struct CheckPage {
    step: Step,
    lines: Vec<Line>,
    sharing: Vec<Sharing>,
    who_href: String,
    previews: Vec<Preview>,
    work: Option<Work>,
    /// Answers the panel about the film until it is done.
    progress: String,
    film: String,
    /// The words of the link to it.
    again: String,
    /// Where more is added to it.
    more: String,
    action: String,
    /// The cut that is on this page; nothing while there is nothing final to look at.
    cut: Option<i32>,
    /// What happens then, with its picture.
    then: Option<(&'static str, String)>,
    /// What the button does.
    button: String,
}

/// What the button does, and what happens then: shared at once, or after the time to think.
async fn what_next(
    state: &State,
    who: &Who,
    draft: &Draft,
    is_final: bool,
) -> Result<(String, Option<(&'static str, String)>), Error> {
    let now = state.clock.now();
    if !is_final {
        let words = say!("easy-telling-look-first");
        return Ok((say!("easy-telling-send"), Some(("look", words))));
    }
    if draft.choices.only_team() {
        return Ok((say!("easy-telling-send-team"), None));
    }
    if story::second_yes(&state.db, who, draft.id(), now)
        .await?
        .permission
    {
        let words = say!("easy-telling-ask-carer");
        return Ok((say!("easy-telling-send"), Some(("family", words))));
    }
    let hours = setting::get(&state.db).await?.cooling_hours;
    if hours == 0 {
        return Ok((say!("easy-telling-share-now"), None));
    }
    let from = dates::moment(now.plus(hours.saturating_mul(60 * 60 * 1000)));
    let then = Some(("wait", say!("easy-telling-share-from", from = from)));
    let button = if hours == 24 {
        say!("easy-telling-share-tomorrow")
    } else {
        say!("easy-telling-share-later")
    };
    Ok((button, then))
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "telling/check.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

/// Every way in which something of it is told: picture, words, where it is changed.
fn parts(draft: &Draft) -> Vec<(&'static str, String, &'static str)> {
    let story = &draft.own.story;
    let mut parts = Vec::new();
    if draft.is_talk() {
        parts.push(("talk", say!("easy-telling-check-told"), "talk"));
    } else if draft.has_film() {
        parts.push(("film", say!("easy-telling-check-film"), "film"));
    }
    if !draft.words().trim().is_empty() {
        parts.push(("write", say!("easy-telling-check-wrote"), "write"));
    }
    if !story.placed.is_empty() {
        parts.push(("pictures", say!("easy-telling-check-placed"), "strip"));
    }
    if parts.is_empty() {
        parts.push((draft.way(), say!("easy-telling-check-none"), draft.telling()));
    }
    parts
}

fn lines(draft: &Draft) -> Vec<Line> {
    let change = |page: &str| format!("{}?to=check", draft.at(page));
    let about = draft.about.as_ref();
    let face = feeling(draft.own.story.feeling);
    let mut lines = vec![Line {
        picture: about.map_or("not-sure", themes::picture).to_owned(),
        key: say!("easy-telling-check-about"),
        words: about.map_or_else(|| say!("easy-telling-check-skipped"), themes::name),
        href: change("about"),
    }];
    lines.extend(parts(draft).into_iter().map(|(picture, words, page)| Line {
        picture: picture.to_owned(),
        key: say!("easy-telling-check-story"),
        words,
        href: change(page),
    }));
    let pictures = draft.own.story.asset(AssetKind::Picture).is_some();
    if !(draft.is_film() || draft.is_placed() || draft.is_talk()) || pictures {
        let added = draft.own.story.assets.iter();
        let words = match added.filter(|file| file.kind == AssetKind::Picture).count() {
            0 if !draft.has_files() => say!("easy-telling-picture-none"),
            0 | 1 => say!("easy-telling-check-added"),
            _ => say!("easy-telling-check-added-some"),
        };
        lines.push(Line {
            picture: "pictures".to_owned(),
            key: say!("easy-telling-check-pictures"),
            words,
            href: change("pictures"),
        });
    }
    lines.push(Line {
        picture: face.as_ref().map_or("not-sure", |face| face.picture).to_owned(),
        key: say!("easy-telling-check-felt"),
        words: face.map_or_else(|| say!("easy-telling-check-skipped"), |face| face.words),
        href: change("feeling"),
    });
    if draft.choices.any() {
        lines.push(Line {
            picture: "words".to_owned(),
            key: say!("easy-telling-check-show"),
            words: capital(&forms_in_words(draft.choices.forms())),
            href: change("show"),
        });
        lines.push(Line {
            picture: "calendar".to_owned(),
            key: say!("easy-telling-check-until"),
            words: draft.choices.until_in_words(),
            href: change("until"),
        });
    }
    lines
}

async fn check_page(state: &State, who: &Who, draft: &Draft, errors: &Invalid) -> Result<CheckPage, Error> {
    let now = state.clock.now();
    let work = film::work_of(draft, story::own_media(&state.db, who, draft.id(), now).await?);
    let previews = sharing::previews(&state.db, who, draft.id(), &draft.choices, now).await?;
    let final_cut = work.as_ref().is_none_or(|work| !work.going && !work.broken) && !previews.is_empty();
    let (button, then) = what_next(state, who, draft, final_cut).await?;
    Ok(CheckPage {
        button,
        then,
        step: Step::new(say!("easy-telling-check"), draft.at("until"))
            .part(6, STEPS)
            .errors(errors),
        lines: lines(draft),
        sharing: draft.choices.sentences(),
        who_href: format!("{}?to=check", draft.at("who")),
        previews,
        work,
        progress: draft.at("film/progress"),
        film: draft.at(match draft.way() {
            way @ ("film" | "talk") => way,
            _ => "pictures",
        }),
        again: match draft.way() {
            "film" => say!("easy-telling-film-again"),
            "talk" => say!("easy-telling-say-again"),
            _ => say!("easy-telling-check-look-pictures"),
        },
        more: draft.at("more"),
        action: draft.at("send"),
        cut: final_cut.then_some(draft.own.story.cut),
    })
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    state.page(
        &who,
        &check_page(&state, &who, &draft, &Invalid::default()).await?,
    )
}

/// Sends it; with `looked`, the cut under the eyes of the teller is released as well, unless the second yes
/// has to wait for something.
async fn write(
    tx: &Tx,
    who: &Who,
    draft: &Draft,
    looked: Option<i32>,
    now: entity::Timestamp,
) -> entity::Result<()> {
    story::send(tx, who, draft.id(), now).await?;
    story::finish_capture(tx, who, draft.id(), draft.answers(), now).await?;
    match looked {
        Some(cut) => match story::release(tx, who, draft.id(), cut, now).await {
            Err(entity::Error::Refused(_)) => Ok(()),
            done => done,
        },
        None => Ok(()),
    }
}

pub async fn send(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if draft.is_sent() {
        // The second press of the same button.
        return Ok(see_other(&draft.at("done")));
    }
    let looked = form.get("cut").parse().ok();
    let tx = state.db.begin().await?;
    let problem = match write(&tx, &who, &draft, looked, state.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            state.changed();
            return Ok(see_other(&draft.at("done")));
        }
        Err(entity::Error::Refused(why)) => (StatusCode::UNPROCESSABLE_ENTITY, refused(why)),
        Err(entity::Error::Conflict(why)) => (StatusCode::CONFLICT, refused(why)),
        Err(error) => return Err(error.into()),
    };
    drop(tx);
    let draft = Draft::open(&state, &who, &id).await?;
    let page = check_page(&state, &who, &draft, &Invalid::one("story", problem.1)).await?;
    state.answer(problem.0, &who, &page)
}

#[derive(Debug, Serialize)]
struct DonePage {
    step: Step,
    shared: bool,
    only_team: bool,
    film: bool,
    sharing: Vec<Sharing>,
    story: String,
    /// "Sunday 3 May at 15:00", when the second yes waits until then.
    from: Option<String>,
    /// A mother, a father or a carer is to be asked first.
    permission: bool,
}

impl Page for DonePage {
    const TEMPLATE: &'static str = "telling/done.html";
    const IN_WELSH: bool = true;
}

pub async fn done(state: State, who: Who, id: web::Path<String>) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if !matches!(draft.own.status, Status::Waiting | Status::Shared) {
        return Ok(see_other(&if draft.is_sent() {
            draft.sent_at()
        } else {
            draft.at("check")
        }));
    }
    let name = who.signed().map_or("", |signed| signed.name.as_str());
    let waits = story::second_yes(&state.db, &who, draft.id(), state.clock.now()).await?;
    let page = DonePage {
        from: waits.from.map(dates::moment),
        permission: waits.permission,
        step: Step::new(say!("easy-telling-thanks", name = name), ""),
        shared: draft.own.status == Status::Shared,
        only_team: draft.choices.only_team(),
        film: draft.is_film(),
        sharing: draft.choices.sentences(),
        story: draft.sent_at(),
    };
    state.page(&who, &page)
}

#[derive(Debug, Serialize)]
struct AsPage {
    step: Step,
    preview: Preview,
    who_href: String,
}

impl Page for AsPage {
    const TEMPLATE: &'static str = "telling/seen_as.html";
    const IN_WELSH: bool = true;
}

/// The story as one audience will see it, and nothing else on the page.
pub async fn seen_as(state: State, who: Who, path: web::Path<(String, String)>) -> Reply {
    let (id, audience) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    let audience: Audience = audience.parse()?;
    let preview = sharing::preview(&state.db, &who, draft.id(), audience, state.clock.now()).await?;
    let back = if draft.is_sent() {
        draft.sent_at()
    } else {
        draft.at("check")
    };
    let page = AsPage {
        step: Step::new(say!("easy-telling-seen"), back),
        preview,
        who_href: draft.at("who"),
    };
    state.page(&who, &page)
}
