//! "How can we send you a message?": a letter, e-mail, a text, or none. Asked of the person, on their page.
//! Must never ask for an address that is not needed.
use entity::reach::{self, Reach, Way};
use serde::Serialize;

use super::words;
use crate::say;
use crate::state::State;
use crate::web::components::{Button, Input};
use crate::web::step::{Step, Tile};
use crate::web::{Error, Fields, Form, Invalid, Page, Query, Reply, Who, see_other, see_other_saying};

#[derive(Debug, Serialize)]
struct WishPage {
    step: Step,
    tiles: Vec<Tile>,
}

impl Page for WishPage {
    const TEMPLATE: &'static str = "reaching/wish.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

/// The ways there are: texts only where the council can send them.
fn ways(state: &State) -> Vec<Way> {
    let texts = state.config.mail.texts();
    let all = Way::ALL.iter().copied();
    all.filter(|way| texts || *way != Way::Text).collect()
}

async fn now(state: &State, who: &Who) -> Result<Reach, Error> {
    let participant = who.participant().ok_or(Error::NotFound)?;
    Ok(reach::get(&state.db, who, participant).await?)
}

async fn wish_page(state: &State, who: &Who, errors: &Invalid) -> Result<WishPage, Error> {
    let reach = now(state, who).await?;
    Ok(WishPage {
        step: Step::new(say!("easy-reaching-how-message"), "/me").errors(errors),
        tiles: ways(state)
            .into_iter()
            .map(|way| {
                let (picture, words) = words::tile(way);
                Tile::new(way.as_str(), picture, words).picked(reach.wish == Some(way))
            })
            .collect(),
    })
}

pub async fn page(state: State, who: Who) -> Reply {
    state.page(&who, &wish_page(&state, &who, &Invalid::default()).await?)
}

async fn keep(state: &State, who: &Who, reach: Reach) -> Reply {
    let participant = who.participant().ok_or(Error::NotFound)?;
    let tx = state.db.begin().await?;
    reach::set(&tx, who, participant, &reach, state.now()).await?;
    tx.commit().await?;
    let said = reach.wish.map(words::kept).unwrap_or_default();
    Ok(see_other_saying(state, "/me/messages", &said))
}

pub async fn wish(state: State, who: Who, form: Form) -> Reply {
    let picked: Option<Way> = form.get("wish").parse().ok();
    let reach = now(&state, &who).await?;
    match picked.filter(|way| ways(&state).contains(way)) {
        Some(way @ (Way::Email | Way::Text)) => Ok(see_other(&format!("/me/messages/address?wish={way}"))),
        Some(way) => {
            let wish = Some(way);
            keep(&state, &who, Reach { wish, ..reach }).await
        }
        None => {
            let errors = Invalid::one("wish", say!("easy-reaching-pick"));
            state.refused(&who, &wish_page(&state, &who, &errors).await?)
        }
    }
}

#[derive(Debug, Serialize)]
struct AddressPage {
    step: Step,
    wish: &'static str,
    address: Input,
    button: Button,
}

impl Page for AddressPage {
    const TEMPLATE: &'static str = "reaching/address.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

/// A text where it is asked for and can be sent, else e-mail.
fn way(state: &State, form: &Form) -> Way {
    match form.get("wish").parse() {
        Ok(Way::Text) if state.config.mail.texts() => Way::Text,
        _ => Way::Email,
    }
}

fn address_of(way: Way, typed: String, errors: &Invalid) -> AddressPage {
    let (heading, label, purpose, kind) = match way {
        Way::Text => (
            say!("easy-reaching-what-phone"),
            say!("easy-reaching-phone"),
            "tel",
            "tel",
        ),
        _ => (
            say!("easy-reaching-what-email"),
            say!("easy-reaching-email"),
            "email",
            "email",
        ),
    };
    let (picture, picked) = words::tile(way);
    AddressPage {
        step: Step::new(heading, "/me/messages")
            .echo(
                picture,
                picked,
                "/me/messages",
                say!("easy-reaching-how-we-write"),
            )
            .errors(errors),
        wish: way.as_str(),
        address: Input::new("address", label)
            .kind(kind)
            .autocomplete(purpose)
            .spellcheck(false)
            .value(typed)
            .error(errors.message("address")),
        button: Button::new(say!("easy-reaching-save")).once(),
    }
}

pub async fn address_page(state: State, who: Who, Query(query): Query) -> Reply {
    let reach = now(&state, &who).await?;
    let way = way(&state, &query);
    let known = if way == Way::Text {
        reach.phone
    } else {
        reach.email
    };
    state.page(
        &who,
        &address_of(way, known.unwrap_or_default(), &Invalid::default()),
    )
}

/// The address as it is kept.
fn read(form: &Form, way: Way, before: Reach) -> Result<Reach, Invalid> {
    let mut fields = Fields::of(form);
    let wish = Some(way);
    if way == Way::Text {
        let phone = reach::phone(form.get("address"));
        let phone = phone.or_else(|| fields.refuse("address", say!("easy-reaching-write-number")));
        return fields.finish(|| {
            Some(Reach {
                wish,
                phone: Some(phone?),
                ..before
            })
        });
    }
    let email = fields.email("address", &say!("easy-reaching-write-email"));
    let read = fields.finish(|| {
        Some(Reach {
            wish,
            email: Some(email?),
            ..before
        })
    });
    read.map_err(|_| Invalid::one("address", say!("easy-reaching-write-email")))
}

pub async fn address(state: State, who: Who, form: Form) -> Reply {
    let way = way(&state, &form);
    match read(&form, way, now(&state, &who).await?) {
        Ok(reach) => keep(&state, &who, reach).await,
        Err(errors) => state.refused(&who, &address_of(way, form.typed("address"), &errors)),
    }
}
