//! A storyteller answers for themselves: yes or no, and for whom. Nothing here says who else is in the family.
use actix_web::http::StatusCode;
use entity::Audience;
use entity::consent::Asked;
use entity::family::{self, AUDIENCES, Own, WORDING};
use serde::Serialize;

use crate::say;
use crate::state::State;
use crate::web::sharing::audience_picture;
use crate::web::step::{Pick, Step};
use crate::web::{Error, Form, Invalid, Page, Reply, Who, see_other, see_other_saying};
use crate::words::{refused, terms};

const HERE: &str = "/me/family";

#[derive(Debug, Serialize)]
struct AskPage {
    step: Step,
    wording: &'static str,
    /// They answered before.
    asked: bool,
    /// For whom they said yes, each with its picture.
    yes: Vec<(&'static str, String)>,
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "families/ask.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

#[derive(Debug, Serialize)]
struct WhoPage {
    step: Step,
    wording: &'static str,
    picks: Vec<Pick>,
}

impl Page for WhoPage {
    const TEMPLATE: &'static str = "families/who.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

async fn own(state: &State, who: &Who) -> Result<Own, Error> {
    family::own(&state.db, who).await?.ok_or(Error::NotFound)
}

fn ask(own: &Own, errors: &Invalid) -> AskPage {
    AskPage {
        step: Step::new(say!("easy-family-title"), "/me").errors(errors),
        wording: WORDING,
        asked: own.asked,
        yes: own
            .yes
            .iter()
            .map(|audience| (audience_picture(*audience), terms::audience(*audience)))
            .collect(),
    }
}

pub async fn page(state: State, who: Who) -> Reply {
    let own = own(&state, &who).await?;
    state.page(&who, &ask(&own, &Invalid::default()))
}

/// Yes goes on to who; no is kept at once.
pub async fn answer(state: State, who: Who, form: Form) -> Reply {
    let own = own(&state, &who).await?;
    match form.get("answer") {
        "yes" => Ok(see_other("/me/family/who")),
        "no" => match record(&state, &who, &form, &[]).await? {
            Ok(()) => Ok(see_other_saying(&state, HERE, &say!("easy-family-alone"))),
            Err(why) => {
                let page = ask(&own, &Invalid::one("answer", refused(why)));
                state.answer(StatusCode::CONFLICT, &who, &page)
            }
        },
        _ => state.refused(&who, &ask(&own, &Invalid::one("answer", say!("easy-step-pick")))),
    }
}

/// Keeps the answer; or says why it is to be given again.
async fn record(
    state: &State,
    who: &Who,
    form: &Form,
    yes: &[Audience],
) -> Result<Result<(), &'static str>, Error> {
    let asked = Asked {
        // Of the page, not of the server: the page may be older than today's words.
        wording: form.typed("wording"),
        explained: "Pictures and words on the page".to_owned(),
        present: String::new(),
    };
    let id = who.participant().ok_or(Error::NotFound)?;
    let tx = state.db.begin().await?;
    match family::record(&tx, who, id, yes, &asked, state.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(Ok(()))
        }
        Err(entity::Error::Conflict(why)) => Ok(Err(why)),
        Err(error) => Err(error.into()),
    }
}

fn who_form(picked: &[Audience], errors: &Invalid) -> WhoPage {
    let pick = |audience: Audience| Pick {
        value: audience.as_str(),
        picture: audience_picture(audience),
        words: terms::audience(audience),
        hint: match audience {
            Audience::Team => say!("easy-family-team"),
            Audience::Planners => say!("easy-family-planners"),
            Audience::Staff => say!("easy-family-staff"),
            Audience::Leaders | Audience::Public => say!("easy-family-leaders"),
        },
        checked: picked.contains(&audience),
    };
    WhoPage {
        step: Step::new(say!("easy-family-who-title"), HERE)
            .echo("yes", say!("easy-family-yes"), HERE, say!("easy-family-your-yes"))
            .errors(errors),
        wording: WORDING,
        picks: AUDIENCES.into_iter().map(pick).collect(),
    }
}

pub async fn who_page(state: State, who: Who) -> Reply {
    let own = own(&state, &who).await?;
    state.page(&who, &who_form(&own.yes, &Invalid::default()))
}

pub async fn set_who(state: State, who: Who, form: Form) -> Reply {
    own(&state, &who).await?;
    let yes: Vec<Audience> = form
        .all("audience")
        .filter_map(|value| value.parse().ok())
        .filter(|audience| AUDIENCES.contains(audience))
        .collect();
    if yes.is_empty() {
        let errors = Invalid::one("audience-team", say!("easy-family-pick"));
        return state.refused(&who, &who_form(&yes, &errors));
    }
    match record(&state, &who, &form, &yes).await? {
        Ok(()) => Ok(see_other_saying(&state, HERE, &say!("easy-family-kept"))),
        Err(why) => {
            let page = who_form(&yes, &Invalid::one("audience-team", refused(why)));
            state.answer(StatusCode::CONFLICT, &who, &page)
        }
    }
}
