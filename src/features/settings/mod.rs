//! What a council sets for itself while the program runs, each with what follows from it.
//! Must never set anything that the operator sets in the configuration.
use entity::setting::{self, Settings};
use serde::Serialize;

use crate::state::State;
use crate::web::components::{Button, Checkboxes, Choice, ErrorSummary, Input};
use crate::web::{Access, Fields, Form, Invalid, Page, Reply, Table, Who, see_other_saying};

/// A week.
const MOST_HOURS: i64 = 168;

pub fn routes(table: &mut Table) {
    table
        .get("/settings", Access::Admin, page)
        .post("/settings", Access::Admin, save)
        .link("Settings", "/settings", Access::Admin);
}

#[derive(Debug, Serialize)]
struct SettingsPage {
    errors: Option<ErrorSummary>,
    cooling_hours: Input,
    worry_hours: Input,
    others: Checkboxes,
    button: Button,
}

impl Page for SettingsPage {
    const TEMPLATE: &'static str = "settings/settings.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

/// The form as it is kept.
fn kept(settings: Settings) -> Form {
    let ticked = if settings.others_may_show_face {
        "&others_may_show_face=yes"
    } else {
        ""
    };
    let body = format!(
        "cooling_hours={}&worry_hours={}{ticked}",
        settings.cooling_hours, settings.worry_hours
    );
    Form::parse(body.as_bytes())
}

fn shown(form: &Form, errors: &Invalid) -> SettingsPage {
    let hours = |name: &'static str, label: &'static str, hint: &'static str| {
        Input::new(name, label)
            .hint(hint)
            .suffix("hours")
            .inputmode("numeric")
            .classes("govuk-input--width-4")
            .value(form.typed(name))
            .error(errors.message(name))
    };
    SettingsPage {
        errors: errors.summary(),
        cooling_hours: hours(
            "cooling_hours",
            "Time to think before a story is shared",
            "From sending a story to the second yes, so that nobody says it in a hurry. 0 is no time at all",
        ),
        worry_hours: hours(
            "worry_hours",
            "Time before a waiting worry goes to every safeguarding lead",
            "Counted from the moment somebody said that they are worried",
        ),
        others: Checkboxes::new(
            "others_may_show_face",
            "When somebody cannot decide for themselves",
        )
        .hint(
            "Switched off, a best-interests decision can share words only. Switched on, it can show a face \
                 or a voice to people who never heard this person say yes. Switching it off ends what was shown by it",
        )
        .choice(Choice::new(
            "yes",
            "Someone else's decision may show a face or a voice",
        ))
        .picked(form.all("others_may_show_face")),
        button: Button::new("Save the settings").once(),
    }
}

fn parse(form: &Form) -> Result<Settings, Invalid> {
    let mut fields = Fields::of(form);
    let cooling_hours = fields.number(
        "cooling_hours",
        0,
        MOST_HOURS,
        "Enter whole hours from 0 to 168, which is a week",
    );
    let worry_hours = fields.number(
        "worry_hours",
        1,
        MOST_HOURS,
        "Enter whole hours from 1 to 168, which is a week",
    );
    let others_may_show_face = fields.ticked("others_may_show_face");
    fields.finish(|| {
        Some(Settings {
            cooling_hours: cooling_hours?,
            worry_hours: worry_hours?,
            others_may_show_face,
        })
    })
}

async fn page(state: State, who: Who) -> Reply {
    let settings = setting::get(&state.db).await?;
    state.page(&who, &shown(&kept(settings), &Invalid::default()))
}

async fn save(state: State, who: Who, form: Form) -> Reply {
    let settings = match parse(&form) {
        Ok(settings) => settings,
        Err(errors) => return state.refused(&who, &shown(&form, &errors)),
    };
    let tx = state.db.begin().await?;
    let less = setting::set(&tx, who.account(), settings, state.clock.now()).await?;
    tx.commit().await?;
    for story in &less {
        state.withdrawn(*story).await?;
    }
    let also = match less.len() {
        0 => String::new(),
        1 => " One story shows less now, and the person is asked again.".to_owned(),
        count => format!(" {count} stories show less now, and the people are asked again."),
    };
    let notice = format!("The settings are saved. They hold from now on.{also}");
    Ok(see_other_saying(&state, "/settings", &notice))
}
