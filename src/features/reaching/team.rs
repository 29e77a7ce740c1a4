//! How a person is reached, as their team writes it down with them.
//! Must never show what the person is called, nor change what they asked for without it being written down.
use actix_web::web;
use entity::ParticipantId;
use entity::participant::Participant;
use entity::reach::{self, Reach, Way};
use serde::Serialize;

use crate::state::State;
use crate::web::components::{BackLink, Button, ErrorSummary, Input, Radios};
use crate::web::{Fields, Form, Invalid, Page, Reply, Who, see_other_saying};

#[derive(Debug, Serialize)]
struct ReachPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    pseudonym: String,
    wish: Radios,
    email: Input,
    phone: Input,
    button: Button,
}

impl Page for ReachPage {
    const TEMPLATE: &'static str = "reaching/team.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

fn shown(state: &State, person: &Participant, form: &Form, errors: &Invalid) -> ReachPage {
    let input = |name: &'static str, label: &'static str, kind: &'static str| {
        Input::new(name, label)
            .kind(kind)
            .autocomplete("off")
            .spellcheck(false)
            .value(form.typed(name))
            .error(errors.message(name))
    };
    let texts = state.config.mail.texts();
    let wish = Way::ALL
        .iter()
        .filter(|way| texts || **way != Way::Text)
        .fold(
            Radios::new("wish", "How do they want to hear from us?"),
            |radios, way| radios.item(way.as_str(), way.label()),
        )
        .hint("Ask them. A letter is what they get until they were asked")
        .picked(form.typed("wish"))
        .error(errors.message("wish"));
    ReachPage {
        errors: errors.summary(),
        back: BackLink::new(format!("/studio/participants/{}", person.id)).words(person.pseudonym.as_str()),
        pseudonym: person.pseudonym.clone(),
        wish,
        email: input("email", "Their e-mail address", "email")
            .hint("Whoever reads this mailbox can ask for a link that signs them in. Leave it empty if it is shared"),
        phone: input("phone", "Their phone number", "tel").hint("To call them when they ask for it"),
        button: Button::new("Save how we reach them").once(),
    }
}

fn kept(reach: &Reach) -> Form {
    let mut body = url_encoded("wish", reach.wish.map_or("", Way::as_str));
    body.push_str(&url_encoded("&email", reach.email.as_deref().unwrap_or_default()));
    body.push_str(&url_encoded("&phone", reach.phone.as_deref().unwrap_or_default()));
    Form::parse(body.as_bytes())
}

fn url_encoded(name: &str, value: &str) -> String {
    format!("{name}={}", crate::web::form::escape(value))
}

fn parse(form: &Form) -> Result<Reach, Invalid> {
    let mut fields = Fields::of(form);
    let wish = fields.choice::<Way>("wish", "Pick how they want to hear from us");
    let email = if form.has("email") && !form.get("email").trim().is_empty() {
        fields.email("email", "Enter their e-mail address").map(Some)
    } else if wish == Some(Way::Email) {
        fields.refuse("email", "Enter the e-mail address that messages go to")
    } else {
        Some(None)
    };
    let typed = form.get("phone").trim();
    let phone = match reach::phone(typed) {
        Some(phone) => Some(Some(phone)),
        None if typed.is_empty() && wish != Some(Way::Text) => Some(None),
        None => fields.refuse("phone", "Enter a phone number like 07700 900123"),
    };
    fields.finish(|| {
        Some(Reach {
            wish: Some(wish?),
            email: email?,
            phone: phone?,
        })
    })
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id: ParticipantId = id.parse()?;
    let person = entity::participant::get(&state.db, &who, id).await?;
    let reach = reach::get(&state.db, &who, id).await?;
    state.page(&who, &shown(&state, &person, &kept(&reach), &Invalid::default()))
}

pub async fn save(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: ParticipantId = id.parse()?;
    let person = entity::participant::get(&state.db, &who, id).await?;
    let reach = match parse(&form) {
        Ok(reach) => reach,
        Err(errors) => return state.refused(&who, &shown(&state, &person, &form, &errors)),
    };
    let tx = state.db.begin().await?;
    reach::set(&tx, &who, id, &reach, state.now()).await?;
    tx.commit().await?;
    let notice = format!("Saved how we reach {}.", person.pseudonym);
    Ok(see_other_saying(
        &state,
        &format!("/studio/participants/{id}"),
        &notice,
    ))
}
