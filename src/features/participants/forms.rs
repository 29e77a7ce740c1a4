//! The forms about a person: joining a project, a card, a look at the name.
use entity::participant::NewParticipant;
use entity::{AGE_BANDS, GROUPS, ProjectId};

use crate::web::{Fields, Form, Invalid};

const NAME: usize = 120;
const CONTACT: usize = 500;
/// Pictures that a card can have: easy to tell apart, and to say.
pub const PICTURES: &[(&str, &str)] = &[
    ("fox", "Fox"),
    ("owl", "Owl"),
    ("hedgehog", "Hedgehog"),
    ("rabbit", "Rabbit"),
    ("tree", "Tree"),
    ("tulip", "Tulip"),
    ("sun", "Sun"),
    ("rainbow", "Rainbow"),
    ("boat", "Boat"),
    ("train", "Train"),
    ("bicycle", "Bicycle"),
    ("kite", "Kite"),
    ("teapot", "Teapot"),
    ("cake", "Cake"),
    ("apple", "Apple"),
    ("umbrella", "Umbrella"),
    ("guitar", "Guitar"),
];

pub fn person(form: &Form, project: ProjectId) -> Result<NewParticipant, Invalid> {
    let mut fields = Fields::of(form);
    let real_name = fields.line("real_name", NAME, "Enter their name in full");
    let known_as = fields.line("known_as", NAME, "Enter what they like to be called");
    let other_names = fields.optional_text("other_names", CONTACT);
    let contact = fields.optional_text("contact", CONTACT);
    let group = listed(
        &mut fields,
        form,
        "group",
        GROUPS,
        "Pick the group that fits best",
    );
    let age_band = listed(&mut fields, form, "age_band", AGE_BANDS, "Pick their age");
    let place = fields.line("place", NAME, "Enter the town or ward where they live");
    fields.finish(|| {
        Some(NewParticipant {
            project,
            real_name: real_name?,
            known_as: known_as?,
            other_names: other_names?
                .lines()
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            contact: contact.filter(|contact| !contact.trim().is_empty()),
            group: group?,
            age_band: age_band?,
            place: place?,
            pseudonym: None,
        })
    })
}

fn listed(fields: &mut Fields<'_>, form: &Form, name: &str, list: &[&str], ask: &str) -> Option<String> {
    let picked = form.get(name);
    if list.contains(&picked) {
        return Some(picked.to_owned());
    }
    fields.refuse(name, ask)
}

/// What a new card says: its picture and whom to ask.
pub struct NewCard {
    pub picture: String,
    pub helper_name: String,
}

pub fn card(form: &Form) -> Result<NewCard, Invalid> {
    let mut fields = Fields::of(form);
    let pictures: Vec<&str> = PICTURES.iter().map(|(key, _)| *key).collect();
    let picture = listed(
        &mut fields,
        form,
        "picture",
        &pictures,
        "Pick a picture for the card",
    );
    let helper_name = fields.line("helper_name", NAME, "Enter who the person can ask for help");
    fields.finish(|| {
        Some(NewCard {
            picture: picture?,
            helper_name: helper_name?,
        })
    })
}

/// Why somebody looks at a name.
pub fn why(form: &Form) -> Result<String, Invalid> {
    let mut fields = Fields::of(form);
    let why = fields.line("why", 300, "Write why you need the name");
    fields.finish(|| why)
}
