//! What the pages about a person may know: the pseudonym, never the names behind it, but for
//! [`NamePage`], which is made from a noted look.
use entity::identity::Identity;
use entity::participant::Participant;
use entity::{AGE_BANDS, GROUPS};
use serde::Serialize;

use super::forms::PICTURES;
use crate::web::code::CardWords;
use crate::web::components::{BackLink, Button, ErrorSummary, Input, Select, SummaryList, Textarea, Words};
use crate::web::{Form, Invalid, Page};

/// The form of somebody who joins.
#[derive(Debug, Serialize)]
pub struct NewPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    project: String,
    real_name: Input,
    known_as: Input,
    other_names: Textarea,
    contact: Textarea,
    group: Select,
    age_band: Select,
    place: Input,
    button: Button,
}

impl Page for NewPage {
    const TEMPLATE: &'static str = "participants/new.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

impl NewPage {
    pub fn new(project: &entity::project::Project, form: &Form, errors: &Invalid) -> Self {
        let input = |name: &'static str, label: &'static str| {
            Input::new(name, label)
                .autocomplete("off")
                .value(form.typed(name))
                .error(errors.message(name))
        };
        let area = |name: &'static str, label: &'static str| {
            Textarea::new(name, label)
                .rows(3)
                .value(form.typed(name))
                .error(errors.message(name))
        };
        let select = |name: &'static str, label: &'static str, list: &[&'static str]| {
            list.iter()
                .fold(Select::new(name, label).item("", "Pick one"), |select, word| {
                    select.item(*word, *word)
                })
                .picked(form.typed(name))
                .error(errors.message(name))
        };
        Self {
            errors: errors.summary(),
            back: BackLink::new(format!("/studio/projects/{}", project.id)).words(project.name.as_str()),
            project: project.name.clone(),
            real_name: input("real_name", "Name in full").spellcheck(false),
            known_as: input("known_as", "What they like to be called")
                .hint("Their card greets them with it")
                .spellcheck(false),
            other_names: area("other_names", "Other names to hide")
                .hint("One on each line: family, a nickname, a care home. We hide them in every story"),
            contact: area("contact", "How to reach them")
                .hint("A phone number or an address. Leave it empty if you do not need it"),
            group: select("group", "Group", GROUPS),
            age_band: select("age_band", "Age", AGE_BANDS),
            place: input("place", "Town or ward").hint("No closer than that"),
            button: Button::new("Add the person").once(),
        }
    }
}

/// A person by pseudonym.
#[derive(Debug, Serialize)]
pub struct ParticipantPage {
    pub errors: Option<ErrorSummary>,
    pub id: String,
    pub project_id: String,
    pub project: String,
    /// Nothing new is begun with them.
    pub closed: bool,
    /// When they died.
    pub died: Option<String>,
    pub pseudonym: String,
    pub facts: SummaryList,
    pub stories: Vec<StoryLine>,
    pub cards: Vec<CardLine>,
    pub picture: Select,
    pub helper_name: Input,
    /// The word of this form: two presses of it make one card.
    pub nonce: String,
    pub make: Button,
    /// Under 18: somebody with parental responsibility is asked too.
    pub child: bool,
    pub why: Input,
    pub show: Button,
}

impl Page for ParticipantPage {
    const TEMPLATE: &'static str = "participants/participant.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

#[derive(Debug, Serialize)]
pub struct StoryLine {
    pub id: String,
    pub title: String,
    pub kind: &'static str,
    pub told: String,
}

#[derive(Debug, Serialize)]
pub struct CardLine {
    pub id: String,
    pub picture: String,
    pub helper_name: String,
    pub made: String,
    pub cancelled: Option<String>,
}

pub fn facts(person: &Participant) -> SummaryList {
    SummaryList::new()
        .row("Group", person.group.as_str())
        .row("Age", person.age_band.as_str())
        .row("Place", person.place.as_str())
}

/// The controls below a person: a new card, a look at the name.
pub fn controls(form: &Form, errors: &Invalid, me: &str) -> (Select, Input, Input) {
    let picture = PICTURES
        .iter()
        .fold(
            Select::new("picture", "Picture on the card").item("", "Pick one"),
            |select, (key, word)| select.item(*key, *word),
        )
        .picked(form.typed("picture"))
        .error(errors.message("picture"));
    let helper = if form.pairs().any(|(name, _)| name == "helper_name") {
        form.typed("helper_name")
    } else {
        me.to_owned()
    };
    let helper_name = Input::new("helper_name", "Who they can ask for help")
        .value(helper)
        .error(errors.message("helper_name"));
    let why = Input::new("why", "Why do you need the name?")
        .hint("We write down that you looked, when and why")
        .value(form.typed("why"))
        .error(errors.message("why"));
    (picture, helper_name, why)
}

/// A card, this once.
#[derive(Debug, Serialize)]
pub struct CardPage {
    pub back: String,
    pub pseudonym: String,
    pub link: String,
    /// The link as a code for a phone's camera.
    pub code: Words,
    pub picture: String,
    pub card: CardWords,
}

impl Page for CardPage {
    const TEMPLATE: &'static str = "participants/card.html";
}

/// The names behind a pseudonym, this once.
#[derive(Debug, Serialize)]
pub struct NamePage {
    back: String,
    pseudonym: String,
    names: SummaryList,
}

impl Page for NamePage {
    const TEMPLATE: &'static str = "participants/name.html";
}

impl NamePage {
    pub fn new(id: &str, pseudonym: String, names: Identity) -> Self {
        let none = || "Not written down".to_owned();
        let others = names.other_names.join(", ");
        Self {
            back: format!("/studio/participants/{id}"),
            pseudonym,
            names: SummaryList::new()
                .row("Name in full", names.real_name)
                .row("Likes to be called", names.known_as)
                .row(
                    "Other names we hide",
                    if others.is_empty() { none() } else { others },
                )
                .row("How to reach them", names.contact.unwrap_or_else(none)),
        }
    }
}
