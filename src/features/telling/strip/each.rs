//! A picture and the faces: one press places it. Five faces or three, as the person likes it.
use actix_web::web;
use entity::placing::{self, Placed};
use serde::Serialize;

use super::whole::gone;
use super::{going, meant, placed, src_of};
use crate::features::telling::STEPS;
use crate::features::telling::draft::Draft;
use crate::features::telling::film::remove;
use crate::say;
use crate::state::State;
use crate::web::shown::feelings;
use crate::web::step::{Step, Tile};
use crate::web::{Error, Form, Invalid, Page, Query, Reply, Who, see_other, see_other_saying};

/// The faces of the short scale.
const THREE: [i32; 3] = [4, 3, 2];

#[derive(Debug, Serialize)]
struct EachPage {
    step: Step,
    picture: String,
    /// Which picture it is, wherever it goes.
    which: String,
    src: Option<String>,
    faces: Vec<Tile>,
    few: bool,
    action: String,
    /// Where it is taken out; and whether it can come earlier.
    out: String,
    first: bool,
    to: String,
}

impl Page for EachPage {
    const TEMPLATE: &'static str = "telling/each.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

async fn each_page(
    state: &State,
    who: &Who,
    draft: &Draft,
    form: &Form,
    placed: &Placed,
    errors: &Invalid,
) -> Result<EachPage, Error> {
    let few = placing::faces(&state.db, who).await? == 3;
    // A face that was picked from the long scale stays among those to see.
    let offered = |value: i32| !few || THREE.contains(&value) || placed.feeling == value;
    let faces = feelings().filter(|face| offered(face.value));
    let step = Step::new(say!("easy-pictures-each"), going(draft, "strip", form))
        .part(3, STEPS)
        .errors(errors);
    Ok(EachPage {
        step: step.echo(
            placed.symbol.as_str(),
            placed.label.as_str(),
            going(draft, "choose", form),
            "",
        ),
        picture: placed.symbol.clone(),
        which: placed.which().to_owned(),
        src: src_of(placed),
        faces: faces
            .map(|face| {
                Tile::new(face.value.to_string(), face.picture, face.words)
                    .picked(placed.feeling == face.value)
            })
            .collect(),
        few,
        action: draft.at(&format!("each/{}", placed.position)),
        out: going(draft, &format!("each/{}/out", placed.position), form),
        first: placed.position == 1,
        to: form.typed("to"),
    })
}

pub async fn page(state: State, who: Who, path: web::Path<(String, String)>, Query(query): Query) -> Reply {
    let (id, number) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let placed = placed(&draft, &number)?;
    let page = each_page(&state, &who, &draft, &query, placed, &Invalid::default()).await?;
    state.page(&who, &page)
}

pub async fn answer(state: State, who: Who, path: web::Path<(String, String)>, form: Form) -> Reply {
    let (id, number) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    if !form.has("picture") {
        placed(&draft, &number)?;
    }
    let Some(placed) = meant(&draft, &form) else {
        return gone(&state, &who, &draft, &form, false);
    };
    let now = state.clock.now();
    let here = going(&draft, &format!("each/{}", placed.position), &form);
    let feeling = match form.get("face") {
        "skip" => None,
        scale @ ("three" | "five") => {
            let tx = state.db.begin().await?;
            placing::set_own_faces(&tx, &who, if scale == "three" { 3 } else { 5 }, state.now()).await?;
            tx.commit().await?;
            return Ok(see_other(&here));
        }
        "earlier" => {
            let tx = state.db.begin().await?;
            match placing::move_up(&tx, &who, draft.id(), placed.which(), now).await {
                Ok(()) => tx.commit().await?,
                // It was taken out just now: the strip says so.
                Err(entity::Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
            return Ok(see_other(&going(&draft, "strip", &form)));
        }
        face => match face.parse().ok().filter(|face| (1..=5).contains(face)) {
            Some(face) => Some(face),
            None => {
                let errors = Invalid::one("face", say!("easy-pictures-pick-face"));
                let page = each_page(&state, &who, &draft, &form, placed, &errors).await?;
                return state.refused(&who, &page);
            }
        },
    };
    let tx = state.db.begin().await?;
    let felt = placing::feel(&tx, &who, draft.id(), placed.which(), feeling, now).await;
    let position = match felt {
        Ok(position) => position,
        Err(entity::Error::Conflict(_)) => {
            drop(tx);
            let draft = Draft::open(&state, &who, &id).await?;
            return gone(&state, &who, &draft, &form, false);
        }
        Err(error) => return Err(error.into()),
    };
    tx.commit().await?;
    Ok(see_other(&going(&draft, &format!("each/{position}/say"), &form)))
}

#[derive(Debug, Serialize)]
struct OutPage {
    step: Step,
    picture: String,
    src: Option<String>,
    which: String,
    label: String,
    keep: String,
}

impl Page for OutPage {
    const TEMPLATE: &'static str = "telling/each_out.html";
    const IN_WELSH: bool = true;
}

pub async fn ask_out(
    state: State,
    who: Who,
    path: web::Path<(String, String)>,
    Query(query): Query,
) -> Reply {
    let (id, number) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    let placed = placed(&draft, &number)?;
    let keep = going(&draft, "strip", &query);
    let page = OutPage {
        step: Step::new(say!("easy-pictures-ask-out"), keep.as_str()),
        picture: placed.symbol.clone(),
        src: src_of(placed),
        which: placed.which().to_owned(),
        label: placed.label.clone(),
        keep,
    };
    state.page(&who, &page)
}

pub async fn take_out(
    state: State,
    who: Who,
    path: web::Path<(String, String)>,
    Query(query): Query,
    form: Form,
) -> Reply {
    let (id, number) = path.into_inner();
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = draft.away() {
        return Ok(away);
    }
    // Which picture it was is in the form: after the first press another one has its number.
    if !form.has("picture") {
        return Ok(see_other(&going(&draft, &format!("each/{number}/out"), &query)));
    }
    let now = state.clock.now();
    let tx = state.db.begin().await?;
    let files = placing::take_out(&tx, &who, draft.id(), form.get("picture"), now).await?;
    tx.commit().await?;
    remove(&state, &who, &files).await?;
    let to = going(&draft, "strip", &query);
    Ok(see_other_saying(&state, &to, &say!("easy-pictures-out")))
}
