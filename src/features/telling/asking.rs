//! Who can see it, what of it, and until when. Every answer is recorded for every form and audience.
//! Must never record a yes that the teller did not press.
use actix_web::web;
use entity::consent::{self, Asked, Choice, Recorded, WORDING};
use entity::{Audience, Form as Kind, Forms, Timestamp};
use serde::Serialize;

use super::STEPS;
use super::draft::Draft;
use crate::say;
use crate::state::State;
use crate::web::sharing::{audience_picture, audiences_in_words, capital, form_picture, forms_in_words};
use crate::web::step::{Pick, Step, Tile};
use crate::web::{Error, Form, Invalid, Page, Query, Reply, Who, see_other};
use crate::words::refused;
use crate::words::terms;

#[derive(Debug, Serialize)]
struct PicksPage {
    step: Step,
    /// The name of the boxes.
    name: &'static str,
    /// Says that the team always sees it; on the page that asks who.
    team: bool,
    picks: Vec<Pick>,
    /// Who was picked on the page before, while nothing is recorded yet.
    audiences: Vec<&'static str>,
    /// Those whose answers alone are asked about.
    only: Vec<&'static str>,
    /// The version of the words on this page.
    wording: &'static str,
    to: String,
}

impl Page for PicksPage {
    const TEMPLATE: &'static str = "telling/picks.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

#[derive(Debug, Serialize)]
struct UntilPage {
    step: Step,
    tiles: Vec<Tile>,
    /// The end as it is, where there is one.
    now: Option<String>,
    wording: &'static str,
    to: String,
}

impl Page for UntilPage {
    const TEMPLATE: &'static str = "telling/until.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

fn step(draft: &Draft, heading: String, back: String) -> Step {
    let step = Step::new(heading, back);
    if draft.is_sent() {
        step
    } else {
        step.part(5, STEPS)
    }
}

/// A story that was taken back is shared with nobody: there is nothing to ask.
fn closed(draft: &Draft) -> Option<actix_web::HttpResponse> {
    use entity::story::Status;
    let back = matches!(draft.own.status, Status::TakenBack { .. } | Status::Gone);
    if back { draft.away() } else { None }
}

/// Who is picked in a form or an address. The team that looks after a story always sees it; everyone
/// means all of them.
fn picked(form: &Form) -> Vec<Audience> {
    let given: Vec<Audience> = form
        .all("audience")
        .filter_map(|value| value.parse().ok())
        .collect();
    let of = |audience: &Audience| {
        *audience == Audience::Team || given.contains(&Audience::Public) || given.contains(audience)
    };
    Audience::ALL.iter().copied().filter(of).collect()
}

/// Those of the record; before anything is recorded, those that the page before carried here.
fn audiences(draft: &Draft, form: &Form) -> Vec<Audience> {
    if draft.choices.any() {
        draft.choices.audiences()
    } else {
        picked(form)
    }
}

/// A page with the picked audiences in its address: a yes is recorded when a form is ticked, not before.
fn carrying(page: &str, audiences: &[Audience], to_check: bool) -> String {
    let others = audiences.iter().filter(|audience| **audience != Audience::Team);
    let parts: Vec<String> = others
        .map(|audience| format!("audience={audience}"))
        .chain(to_check.then(|| "to=check".to_owned()))
        .collect();
    let question = if parts.is_empty() { "" } else { "?" };
    format!("{page}{question}{}", parts.join("&"))
}

fn who_form(draft: &Draft, form: &Form, picked: &[Audience], errors: &Invalid) -> PicksPage {
    let mut step = step(draft, say!("easy-telling-who-ask"), draft.back(form, "feeling")).errors(errors);
    if let Some(face) = crate::web::shown::feeling(draft.own.story.feeling).filter(|_| !draft.is_sent()) {
        step = step.echo(
            face.picture,
            face.words,
            draft.at("feeling"),
            say!("easy-telling-of-felt"),
        );
    }
    let pick = |audience: Audience| Pick {
        value: audience.as_str(),
        picture: audience_picture(audience),
        words: terms::audience(audience),
        hint: terms::audience_does(audience),
        checked: picked.contains(&audience),
    };
    let others = Audience::ALL
        .iter()
        .copied()
        .filter(|audience| *audience != Audience::Team);
    PicksPage {
        step,
        name: "audience",
        team: true,
        picks: others.map(pick).collect(),
        audiences: Vec::new(),
        only: Vec::new(),
        wording: WORDING,
        to: form.typed("to"),
    }
}

pub async fn who_page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = closed(&draft) {
        return Ok(away);
    }
    let page = who_form(&draft, &query, &audiences(&draft, &query), &Invalid::default());
    state.page(&who, &page)
}

pub async fn set_who(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = closed(&draft) {
        return Ok(away);
    }
    let picked = picked(&form);
    if !draft.choices.any() && form.get("wording") == WORDING {
        let to = form.get("to") == "check" && !draft.is_sent();
        return Ok(see_other(&draft.at(&carrying("show", &picked, to))));
    }
    match record(
        &state,
        &who,
        &draft,
        &draft.choices.with_audiences(&picked),
        &form,
    )
    .await?
    {
        Ok(wider) => Ok(draft.after_choice(&state, &form, "show", wider)),
        Err(errors) => state.refused(&who, &who_form(&draft, &form, &picked, &errors)),
    }
}

/// Those whose answers alone are asked about; all of them when the address names none.
fn only(draft: &Draft, form: &Form) -> Vec<Audience> {
    let named: Vec<Audience> = form.all("only").filter_map(|value| value.parse().ok()).collect();
    let there = draft.choices.audiences();
    there
        .into_iter()
        .filter(|audience| named.contains(audience))
        .collect()
}

fn show_form(draft: &Draft, form: &Form, picked: Forms, errors: &Invalid) -> PicksPage {
    let recorded = draft.choices.any();
    let only = if recorded { only(draft, form) } else { Vec::new() };
    let audiences = if only.is_empty() {
        audiences(draft, form)
    } else {
        only.clone()
    };
    let who = if recorded {
        "who".to_owned()
    } else {
        carrying("who", &audiences, false)
    };
    let picture = audiences
        .last()
        .map_or("team", |audience| audience_picture(*audience));
    let step = step(draft, say!("easy-telling-show-ask"), draft.back(form, &who))
        .errors(errors)
        .echo(
            picture,
            capital(&audiences_in_words(&audiences)),
            draft.at(&who),
            say!("easy-telling-of-who"),
        );
    let voice = draft.has_voice();
    let filmed = draft.is_film() || draft.has_film();
    let pick = |kind: Kind| Pick {
        value: kind.as_str(),
        picture: if kind == Kind::Face && !filmed {
            "pictures"
        } else {
            form_picture(kind)
        },
        words: match kind {
            Kind::Face if !filmed => say!("easy-telling-my-pictures"),
            other => terms::form(other),
        },
        hint: match kind {
            Kind::Words => say!("easy-telling-hint-words"),
            Kind::Voice => say!("easy-telling-hint-voice"),
            Kind::Face if filmed => say!("easy-telling-hint-face"),
            Kind::Face => say!("easy-telling-hint-pictures"),
            Kind::Name => say!("easy-telling-hint-name"),
        },
        checked: picked.has(kind),
    };
    PicksPage {
        step,
        name: "form",
        team: false,
        picks: Kind::ALL
            .iter()
            .copied()
            .filter(|kind| voice || *kind != Kind::Voice)
            .map(pick)
            .collect(),
        audiences: if recorded {
            Vec::new()
        } else {
            audiences.iter().map(|audience| audience.as_str()).collect()
        },
        only: only.iter().map(|audience| audience.as_str()).collect(),
        wording: WORDING,
        to: form.typed("to"),
    }
}

pub async fn show_page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = closed(&draft) {
        return Ok(away);
    }
    let now = match only(&draft, &query).first() {
        Some(audience) => draft.choices.forms_for(*audience),
        None => draft.choices.forms(),
    };
    state.page(&who, &show_form(&draft, &query, now, &Invalid::default()))
}

pub async fn set_show(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = closed(&draft) {
        return Ok(away);
    }
    let mut forms = Forms::default();
    for kind in form.all("form").filter_map(|value| value.parse::<Kind>().ok()) {
        if kind != Kind::Voice || draft.has_voice() {
            forms.add(kind);
        }
    }
    if !forms.shows_something() {
        let errors = Invalid::one("form-words", say!("easy-telling-show-pick"));
        return state.refused(&who, &show_form(&draft, &form, forms, &errors));
    }
    let choices = match only(&draft, &form) {
        only if only.is_empty() => draft.choices.with_forms(forms, &audiences(&draft, &form)),
        only => draft.choices.with_forms_for(forms, &only),
    };
    match record(&state, &who, &draft, &choices, &form).await? {
        Ok(wider) => Ok(draft.after_choice(&state, &form, "until", wider)),
        Err(errors) => state.refused(&who, &show_form(&draft, &form, forms, &errors)),
    }
}

/// The lengths that are offered, with their days.
const LENGTHS: [(&str, &str, Option<i64>); 3] = [
    ("3-months", "clock", Some(91)),
    ("1-year", "calendar", Some(365)),
    ("stop", "stop", None),
];

fn length(value: &str) -> String {
    match value {
        "3-months" => say!("easy-telling-until-3-months"),
        "1-year" => say!("easy-telling-until-year"),
        _ => say!("easy-sharing-until-stop"),
    }
}

fn until_form(draft: &Draft, form: &Form, errors: &Invalid) -> UntilPage {
    let forms = draft.choices.forms();
    let until = draft.choices.until();
    let mut step = step(draft, say!("easy-telling-until-ask"), draft.back(form, "show")).errors(errors);
    if draft.choices.any() {
        step = step.echo(
            "words",
            capital(&forms_in_words(forms)),
            draft.at("show"),
            say!("easy-telling-of-show"),
        );
    }
    UntilPage {
        step,
        tiles: LENGTHS
            .iter()
            .map(|(value, picture, days)| {
                Tile::new(*value, *picture, length(value)).picked(days.is_none() && until.is_none())
            })
            .collect(),
        now: until.map(|_| draft.choices.until_in_words()),
        wording: WORDING,
        to: form.typed("to"),
    }
}

pub async fn until_page(state: State, who: Who, id: web::Path<String>, Query(query): Query) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = closed(&draft) {
        return Ok(away);
    }
    state.page(&who, &until_form(&draft, &query, &Invalid::default()))
}

pub async fn set_until(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let draft = Draft::open(&state, &who, &id).await?;
    if let Some(away) = closed(&draft) {
        return Ok(away);
    }
    let picked = LENGTHS.iter().find(|(value, ..)| *value == form.get("until"));
    let Some((.., days)) = picked else {
        let errors = Invalid::one("until", say!("easy-step-pick"));
        return state.refused(&who, &until_form(&draft, &form, &errors));
    };
    let until: Option<Timestamp> = days.map(|days| state.clock.now().plus_days(days));
    match record(&state, &who, &draft, &draft.choices.with_until(until), &form).await? {
        Ok(wider) => Ok(draft.after_choice(&state, &form, "check", wider)),
        Err(errors) => state.refused(&who, &until_form(&draft, &form, &errors)),
    }
}

/// What to say of yeses that were left out: which, and what is saved.
fn first_talk(forbidden: &[(Kind, Audience)]) -> String {
    let asked = |audience: &Audience| forbidden.iter().any(|(_, other)| other == audience);
    let audiences: Vec<Audience> = Audience::ALL.iter().copied().filter(asked).collect();
    let them = audiences_in_words(&audiences);
    say!("easy-telling-first-talk", who = them)
}

/// Writes the answers down, each that may be: whether more is shown by them of a story that was sent. Gives what
/// to say when the words of the page were not today's.
async fn record(
    state: &State,
    who: &Who,
    draft: &Draft,
    choices: &[Choice],
    form: &Form,
) -> Result<Result<bool, Invalid>, Error> {
    let asked = Asked {
        wording: form.typed("wording"),
        explained: "Pictures on the phone".to_owned(),
        present: String::new(),
    };
    let tx = state.db.begin().await?;
    match consent::record_what_may(&tx, who, draft.id(), choices, &asked, state.clock.now()).await {
        Ok(Recorded { wider, forbidden }) => {
            tx.commit().await?;
            // A narrower answer holds before the page says so; the index takes in what is left.
            if draft.is_sent() {
                state.withdrawn(draft.id()).await?;
            }
            if forbidden.is_empty() {
                return Ok(Ok(wider));
            }
            Ok(Err(Invalid::one("content", first_talk(&forbidden))))
        }
        Err(entity::Error::Conflict(why) | entity::Error::Refused(why)) => {
            Ok(Err(Invalid::one("content", refused(why))))
        }
        Err(error) => Err(error.into()),
    }
}
