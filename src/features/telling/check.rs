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
use crate::state::State;
use crate::web::sharing::{self, Preview, Sharing, Work, capital, forms_in_words};
use crate::web::shown::feeling;
use crate::web::step::Step;
use crate::web::{Error, Form, Invalid, Page, Reply, Who, dates, see_other};

/// One answer with its "Change".
#[derive(Debug, Serialize)]
struct Line {
    picture: String,
    key: &'static str,
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
    again: &'static str,
    action: String,
    /// The cut that is on this page; nothing while there is nothing final to look at.
    cut: Option<i32>,
    /// What happens then, with its picture.
    then: Option<(&'static str, String)>,
    /// What the button does.
    button: &'static str,
}

/// What the button does, and what happens then: shared at once, or after the time to think.
async fn what_next(
    state: &State,
    who: &Who,
    draft: &Draft,
    is_final: bool,
) -> Result<(&'static str, Option<(&'static str, String)>), Error> {
    let now = state.clock.now();
    if !is_final {
        let words = "We will ask you to look before anyone else sees it.";
        return Ok(("Send my story", Some(("look", words.to_owned()))));
    }
    if draft.choices.only_team() {
        return Ok(("Send it to the team", None));
    }
    if story::second_yes(&state.db, who, draft.id(), now)
        .await?
        .permission
    {
        let words = "We ask your mum, dad or carer first.";
        return Ok(("Send my story", Some(("family", words.to_owned()))));
    }
    let hours = setting::get(&state.db).await?.cooling_hours;
    if hours == 0 {
        return Ok(("Share my story now", None));
    }
    let from = dates::moment(now.plus(hours.saturating_mul(60 * 60 * 1000)));
    let then = Some(("wait", format!("You can share it from {from}.")));
    let button = if hours == 24 {
        "Send it now, share it tomorrow"
    } else {
        "Send it now, share it later"
    };
    Ok((button, then))
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "telling/check.html";

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

fn lines(draft: &Draft) -> Vec<Line> {
    let change = |page: &str| format!("{}?to=check", draft.at(page));
    let about = draft.about.as_ref();
    let face = feeling(draft.own.story.feeling);
    let letters = draft.words().trim().chars().count();
    let told = match (draft.has_film(), draft.is_film(), letters) {
        _ if draft.is_placed() => "You used pictures",
        (true, true, _) => "You made a film",
        (_, false, 1..) => "You wrote it",
        _ => "There is no story yet",
    };
    let mut lines = vec![
        Line {
            picture: about.map_or("not-sure", themes::picture).to_owned(),
            key: "What it is about",
            words: about.map_or("You skipped this", themes::name).to_owned(),
            href: change("about"),
        },
        Line {
            picture: draft.way().to_owned(),
            key: "Your story",
            words: told.to_owned(),
            href: change(draft.telling()),
        },
    ];
    if draft.has_film() && !draft.is_film() {
        lines.push(Line {
            picture: "film".to_owned(),
            key: "Your film",
            words: "You made a film".to_owned(),
            href: change("film"),
        });
    }
    let pictures = draft.own.story.asset(AssetKind::Picture).is_some();
    if !(draft.is_film() || draft.is_placed()) || pictures {
        let added = draft.own.story.assets.iter();
        let words = match added.filter(|file| file.kind == AssetKind::Picture).count() {
            0 if !draft.has_files() => "No picture",
            0 | 1 => "You added a picture",
            _ => "You added some pictures",
        };
        lines.push(Line {
            picture: "pictures".to_owned(),
            key: "Pictures",
            words: words.to_owned(),
            href: change("pictures"),
        });
    }
    lines.push(Line {
        picture: face.map_or("not-sure", |face| face.picture).to_owned(),
        key: "How it felt",
        words: face.map_or("You skipped this", |face| face.words).to_owned(),
        href: change("feeling"),
    });
    if draft.choices.any() {
        lines.push(Line {
            picture: "words".to_owned(),
            key: "What they see and hear",
            words: capital(&forms_in_words(draft.choices.forms())),
            href: change("show"),
        });
        lines.push(Line {
            picture: "calendar".to_owned(),
            key: "How long",
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
        step: Step::new("Check your story", draft.at("until"))
            .part(6, STEPS)
            .errors(errors),
        lines: lines(draft),
        sharing: draft.choices.sentences(),
        who_href: format!("{}?to=check", draft.at("who")),
        previews,
        work,
        progress: draft.at("film/progress"),
        film: draft.at(if draft.is_film() { "film" } else { "pictures" }),
        again: if draft.is_film() {
            "Film it again"
        } else {
            "Look at your pictures"
        },
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
        Err(entity::Error::Refused(why)) => (StatusCode::UNPROCESSABLE_ENTITY, why),
        Err(entity::Error::Conflict(why)) => (StatusCode::CONFLICT, why),
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
        step: Step::new(format!("Thank you, {name}."), ""),
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
        step: Step::new("This is what they see", back),
        preview,
        who_href: draft.at("who"),
    };
    state.page(&who, &page)
}
