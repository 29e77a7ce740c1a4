//! What the pages of projects may know. People by pseudonym, stories as the vault has cut them.
use entity::ProjectKind;
use entity::project::Project;
use serde::Serialize;

use super::basis::{self, Ground};
use super::paperwork::Paperwork;
use crate::web::components::{
    BackLink, Button, Choice, ErrorSummary, Input, Radios, Select, SummaryList, Textarea,
};
use crate::web::{Form, Invalid, Page};

/// Where a researcher starts.
#[derive(Debug, Default, Serialize)]
pub struct StudioPage {
    pub projects: Vec<ProjectLine>,
    /// Interviews with a consent and without notes.
    pub unfinished: Vec<DraftLine>,
    /// Files that arrived and are in no story.
    pub files: Vec<FileLine>,
    /// The newest stories that nobody of the team has coded.
    pub waiting: Vec<StoryLine>,
    /// How many such stories there are.
    pub waiting_count: u64,
    /// How many to ask for next, when some are not shown.
    pub more_waiting: Option<u64>,
    pub paperwork: Option<Paperwork>,
}

impl Page for StudioPage {
    const TEMPLATE: &'static str = "projects/studio.html";
}

#[derive(Debug, Serialize)]
pub struct FileLine {
    pub id: String,
    pub name: String,
    pub until: String,
}

#[derive(Debug, Serialize)]
pub struct DraftLine {
    pub id: String,
    pub pseudonym: String,
    /// When the consent was given; empty while there is none.
    pub agreed: String,
    pub project: String,
}

#[derive(Debug, Serialize)]
pub struct ProjectLine {
    pub id: String,
    pub name: String,
    pub kind: &'static str,
    pub people: usize,
    pub stories: usize,
    pub closed: bool,
    pub paperwork: Option<Paperwork>,
}

#[derive(Debug, Serialize)]
pub struct StoryLine {
    pub id: String,
    pub title: String,
    pub teller: String,
    pub kind: &'static str,
    pub told: String,
    pub project: String,
    pub themes: usize,
    /// Minutes and fields, when they were recorded.
    pub minutes: Option<i32>,
    pub fields: Option<i32>,
}

/// One project.
#[derive(Debug, Serialize)]
pub struct ProjectPage {
    pub id: String,
    pub name: String,
    pub about: String,
    pub closed: bool,
    pub facts: SummaryList,
    /// Those whose time it is to look at their story.
    pub remind: Vec<RemindLine>,
    pub people: Vec<PersonLine>,
    pub stories: Vec<StoryLine>,
    /// Seen by the team, but too old for this page.
    pub older: usize,
    pub paperwork: Option<Paperwork>,
}

impl Page for ProjectPage {
    const TEMPLATE: &'static str = "projects/project.html";
}

#[derive(Debug, Serialize)]
pub struct PersonLine {
    pub id: String,
    pub pseudonym: String,
    pub group: String,
    pub age_band: String,
    pub place: String,
    pub stories: usize,
}

/// Somebody to be reminded, and who can do it.
#[derive(Debug, Serialize)]
pub struct RemindLine {
    pub id: String,
    pub pseudonym: String,
    /// Whom their card says to ask.
    pub helper: Option<String>,
    pub since: String,
}

/// What the law and the council say about a project, line by line.
pub fn facts(project: &Project) -> SummaryList {
    let list = SummaryList::new()
        .row("Kind", project.kind.label())
        .row("Lawful basis", project.lawful_basis.as_str())
        .row("Special category condition", project.special_condition.as_str())
        .row(
            "Stories are kept for",
            format!("{} months", project.retention_months),
        );
    match &project.approval_reference {
        Some(reference) => list.row("Ethics approval", reference.as_str()),
        None => list,
    }
}

/// The form of a new project.
#[derive(Debug, Serialize)]
pub struct NewProjectPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    name: Input,
    kind: Radios,
    about: Textarea,
    lawful_basis: Select,
    special_condition: Select,
    retention_months: Input,
    approval_reference: Input,
    button: Button,
}

impl Page for NewProjectPage {
    const TEMPLATE: &'static str = "projects/new.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

impl NewProjectPage {
    pub fn new(form: &Form, errors: &Invalid) -> Self {
        let kinds = ProjectKind::ALL.iter().fold(
            Radios::new("kind", "What kind of project is it?"),
            |radios, kind| {
                radios.choice(Choice::new(kind.as_str(), kind.label()).hint(match kind {
                    ProjectKind::Engagement => "People tell us what matters before we plan a service",
                    ProjectKind::Evaluation => "People tell us how a service went",
                    ProjectKind::Research => "New knowledge for others too; needs an ethics approval",
                }))
            },
        );
        Self {
            errors: errors.summary(),
            back: BackLink::new("/studio").words("Studio"),
            name: Input::new("name", "Name of the project")
                .value(form.typed("name"))
                .error(errors.message("name")),
            kind: kinds.picked(form.typed("kind")).error(errors.message("kind")),
            about: Textarea::new("about", "What it is for")
                .hint("One or two sentences that you would say to a person who takes part")
                .rows(3)
                .value(form.typed("about"))
                .error(errors.message("about")),
            lawful_basis: grounds("lawful_basis", "Lawful basis", basis::LAWFUL)
                .hint("UK GDPR article 6. Ask information governance if you are not sure")
                .picked(form.typed("lawful_basis"))
                .error(errors.message("lawful_basis")),
            special_condition: grounds(
                "special_condition",
                "Condition for special category data",
                basis::SPECIAL,
            )
            .hint("UK GDPR article 9. Stories speak of health, care, belief and family")
            .picked(form.typed("special_condition"))
            .error(errors.message("special_condition")),
            retention_months: Input::new("retention_months", "How long stories are kept")
                .hint("After that they are removed. Many projects keep them for 24 months")
                .suffix("months")
                .inputmode("numeric")
                .classes("govuk-input--width-4")
                .value(form.typed("retention_months"))
                .error(errors.message("retention_months")),
            approval_reference: Input::new("approval_reference", "Reference of the ethics approval")
                .hint("For research only. Leave it empty for engagement and evaluation")
                .value(form.typed("approval_reference"))
                .error(errors.message("approval_reference")),
            button: Button::new("Open the project").once(),
        }
    }
}

fn grounds(name: &'static str, label: &'static str, list: &[Ground]) -> Select {
    list.iter()
        .fold(Select::new(name, label).item("", "Pick one"), |select, ground| {
            select.item(ground.key, format!("{}: {}", ground.name, ground.means))
        })
        .classes("sf-wide")
}
