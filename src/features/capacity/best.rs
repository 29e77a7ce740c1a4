//! A decision in somebody's best interests: who was asked, what the person wants, the less restrictive way.
use actix_web::web;
use entity::best_interests::{self, NewDecision};
use entity::capacity::Record;
use entity::participant::Participant;
use entity::{Audience, CapacityId, CapacityOutcome, Form as Shape, Timestamp};
use serde::Serialize;

use super::doubt::{review_at, review_select, stories};
use super::list::about;
use crate::state::State;
use crate::web::components::{
    BackLink, Button, Checkboxes, ErrorSummary, Input, Select, SummaryList, Textarea,
};
use crate::web::{Error, Fields, Form, Invalid, Page, Reply, Who, dates, see_other, see_other_saying};

const TEXT: usize = 2_000;
/// How long it may be shown: what the form sends, the words, days.
const UNTIL: [(&str, &str, Option<i64>); 4] = [
    ("3", "3 months", Some(91)),
    ("6", "6 months", Some(182)),
    ("12", "1 year", Some(365)),
    ("stop", "Until somebody decides again", None),
];
/// Who can be picked; everyone is for the person alone to pick.
const AUDIENCES: [Audience; 4] = [
    Audience::Team,
    Audience::Planners,
    Audience::Staff,
    Audience::Leaders,
];

#[derive(Debug, Serialize)]
struct BestPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    pseudonym: String,
    found: SummaryList,
    /// The council lets others decide about a voice and a face.
    open: bool,
    consulted: Textarea,
    wishes: Textarea,
    less: Textarea,
    forms: Checkboxes,
    audiences: Checkboxes,
    until: Select,
    review: Select,
    decided_by: Input,
    button: Button,
}

impl Page for BestPage {
    const TEMPLATE: &'static str = "capacity/best.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

/// What the page is made of.
struct About {
    record: Record,
    person: Participant,
    story: String,
    open: bool,
    me: String,
}

async fn find(state: &State, who: &Who, id: &str) -> Result<About, Error> {
    let id: CapacityId = id.parse()?;
    let record = entity::capacity::get(&state.db, who, id).await?;
    let person = entity::participant::get(&state.db, who, record.what.participant).await?;
    let stories = stories(state, who, person.id).await?;
    let settings = entity::setting::get(&state.db).await?;
    Ok(About {
        story: about(record.what.story, &stories),
        open: settings.others_may_show_face,
        me: who
            .signed()
            .map_or_else(String::new, |signed| signed.name.clone()),
        record,
        person,
    })
}

fn forms(open: bool) -> &'static [Shape] {
    if open {
        &[Shape::Words, Shape::Voice, Shape::Face]
    } else {
        &[Shape::Words]
    }
}

impl BestPage {
    fn new(about: &About, form: &Form, errors: &Invalid) -> Self {
        let area = |name: &'static str, label: &'static str, hint: &'static str| {
            Textarea::new(name, label)
                .hint(hint)
                .rows(3)
                .value(form.typed(name))
                .error(errors.message(name))
        };
        let shapes = forms(about.open)
            .iter()
            .fold(Checkboxes::new("form", "What may be shown?"), |boxes, form| {
                boxes.item(form.as_str(), shape_words(*form))
            });
        let audiences = AUDIENCES
            .iter()
            .fold(Checkboxes::new("audience", "To whom?"), |boxes, audience| {
                boxes.item(audience.as_str(), audience.label())
            })
            .hint("The fewest that do them good. What is still their own decision stays as they said");
        let until = UNTIL
            .iter()
            .fold(
                Select::new("until", "Until when?").item("", "Pick one"),
                |select, (key, words, _)| select.item(*key, *words),
            )
            .picked(form.typed("until"))
            .error(errors.message("until"));
        let what = &about.record.what;
        Self {
            errors: errors.summary(),
            back: BackLink::new(format!("/studio/participants/{}/decisions", about.person.id))
                .words("Decisions and capacity"),
            pseudonym: about.person.pseudonym.clone(),
            found: SummaryList::new()
                .row("Decision", what.matter.label())
                .row("About", about.story.as_str())
                .row(
                    "Found",
                    format!("{}, {}", what.outcome.label(), dates::day(about.record.at)),
                )
                .row("By", what.assessed_by.as_str()),
            open: about.open,
            consulted: area(
                "consulted",
                "Who did you ask?",
                "One on each line, with who they are to the person. For example: Mia, his sister",
            ),
            wishes: area(
                "wishes",
                "What does the person want, and what did they want before?",
                "What they said, did or showed. It counts most",
            ),
            less: area(
                "less_restrictive",
                "Which less restrictive way did you look at and take?",
                "For example: words only, or nobody beyond the team",
            ),
            forms: shapes.picked(form.all("form")).error(errors.message("form")),
            audiences: audiences
                .picked(form.all("audience"))
                .error(errors.message("audience")),
            until,
            review: review_select(form, errors),
            decided_by: Input::new("decided_by", "Who decided?")
                .hint("Name and work")
                .value(if form.pairs().next().is_some() {
                    form.typed("decided_by")
                } else {
                    about.me.clone()
                })
                .error(errors.message("decided_by")),
            button: Button::new("Save the decision").once(),
        }
    }
}

fn shape_words(form: Shape) -> &'static str {
    match form {
        Shape::Words => "Their words",
        Shape::Voice => "Their voice",
        Shape::Face => "Their face and pictures",
        Shape::Name => "Their name",
    }
}

pub async fn page(state: State, who: Who, id: web::Path<String>) -> Reply {
    let about = find(&state, &who, &id).await?;
    if about.record.what.outcome == CapacityOutcome::CanDecide || !about.record.live {
        let list = format!("/studio/participants/{}/decisions", about.person.id);
        return Ok(see_other(&list));
    }
    state.page(
        &who,
        &BestPage::new(&about, &Form::default(), &Invalid::default()),
    )
}

fn parse(form: &Form, about: &About, now: Timestamp) -> Result<NewDecision, Invalid> {
    let mut fields = Fields::of(form);
    let consulted = fields.text(
        "consulted",
        TEXT,
        "Write who you asked, and who they are to the person",
    );
    if let Some(lines) = &consulted {
        let unnamed = |line: &str| !line.trim().is_empty() && !line.contains(',');
        if lines.lines().any(unnamed) {
            let ask = "After each name write a comma, and who they are to the person";
            fields.refuse::<()>("consulted", ask);
        }
    }
    let wishes = fields.text("wishes", TEXT, "Write what the person wants, as far as you know");
    let less = fields.text(
        "less_restrictive",
        TEXT,
        "Write which less restrictive way you took",
    );
    let open = forms(about.open);
    let mut forms = fields.many::<Shape>("form");
    forms.retain(|form| open.contains(form));
    if forms.is_empty() {
        fields.refuse::<()>("form", "Tick what may be shown");
    }
    let mut audiences = fields.many::<Audience>("audience");
    audiences.retain(|audience| AUDIENCES.contains(audience));
    if audiences.is_empty() {
        fields.refuse::<()>("audience", "Tick to whom. Only the team is an answer too");
    }
    let until = UNTIL.iter().find(|(key, ..)| *key == form.get("until"));
    if until.is_none() {
        fields.refuse::<()>("until", "Pick until when");
    }
    let review_at = review_at(form, now);
    if review_at.is_none() {
        fields.refuse::<()>("review", "Pick when you look at it again");
    }
    let decided_by = fields.line("decided_by", 200, "Enter who decided");
    fields.finish(|| {
        Some(NewDecision {
            capacity: about.record.id,
            consulted: consulted?,
            wishes: wishes?,
            less_restrictive: less?,
            forms,
            audiences,
            until: until.and_then(|(.., days)| days.map(|days| now.plus_days(days))),
            decided_by: decided_by?,
            review_at: review_at?,
        })
    })
}

pub async fn decide(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let now = state.now();
    let about = find(&state, &who, &id).await?;
    let new = match parse(&form, &about, now) {
        Ok(new) => new,
        Err(errors) => return state.refused(&who, &BestPage::new(&about, &form, &errors)),
    };
    let seen = stories(&state, &who, about.person.id).await?;
    let tx = state.db.begin().await?;
    match best_interests::decide(&tx, &who, new, now).await {
        Ok(_) => tx.commit().await?,
        Err(entity::Error::Refused(why)) => {
            drop(tx);
            let errors = Invalid::one("audience", why);
            return state.refused(&who, &BestPage::new(&about, &form, &errors));
        }
        Err(error) => return Err(error.into()),
    }
    for story in seen {
        state.withdrawn(story.id).await?;
    }
    state.changed();
    let list = format!("/studio/participants/{}/decisions", about.person.id);
    let notice = "Saved. They look at their story again before anybody new sees it.";
    Ok(see_other_saying(&state, &list, notice))
}
