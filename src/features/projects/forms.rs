//! The form of a new project: raw words in, a project to open out.
//! Must never let a project through without its lawful basis, condition and retention.
use entity::ProjectKind;
use entity::project::NewProject;

use super::basis::{self, Ground};
use crate::web::{Fields, Form, Invalid};

/// Longest name and longest description, in letters.
const NAME: usize = 120;
const ABOUT: usize = 2_000;
/// Twenty-five years: longer is for an archive.
const MOST_MONTHS: i64 = 300;

pub fn parse(form: &Form) -> Result<NewProject, Invalid> {
    let mut fields = Fields::of(form);
    let name = fields.line("name", NAME, "Enter a name for the project");
    let kind = fields.choice::<ProjectKind>("kind", "Pick what kind of project it is");
    let about = fields.text("about", ABOUT, "Write what the project is for");
    let lawful = ground(
        &mut fields,
        form,
        "lawful_basis",
        basis::LAWFUL,
        "Pick the lawful basis",
    );
    let special = ground(
        &mut fields,
        form,
        "special_condition",
        basis::SPECIAL,
        "Pick the condition for special category data",
    );
    let months = fields.number(
        "retention_months",
        1,
        MOST_MONTHS,
        "Enter how many months stories are kept, from 1 to 300",
    );
    let reference = fields.optional_line("approval_reference", NAME);
    if kind == Some(ProjectKind::Research) && reference.as_deref() == Some("") {
        fields.refuse::<()>(
            "approval_reference",
            "Enter the reference of the ethics approval. Research cannot open without it",
        );
    }
    fields.finish(|| {
        Some(NewProject {
            name: name?,
            kind: kind?,
            about: about?,
            lawful_basis: lawful?.name.to_owned(),
            special_condition: special?.name.to_owned(),
            retention_months: i32::try_from(months?).ok()?,
            approval_reference: reference.filter(|reference| !reference.is_empty()),
        })
    })
}

fn ground(
    fields: &mut Fields<'_>,
    form: &Form,
    name: &str,
    list: &'static [Ground],
    ask: &str,
) -> Option<&'static Ground> {
    basis::of(list, form.get(name)).or_else(|| fields.refuse(name, ask))
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::web::Form;

    const WHOLE: &str = "name=Moving+on&kind=evaluation&about=A+good+day&lawful_basis=public-task\
        &special_condition=care&retention_months=24";

    #[test]
    fn a_whole_form_becomes_a_project() {
        let project = parse(&Form::parse(WHOLE.as_bytes())).unwrap();
        assert_eq!(project.lawful_basis, "Public task, article 6(1)(e)");
        assert_eq!((project.retention_months, project.approval_reference), (24, None));
    }

    #[test]
    fn an_empty_form_asks_for_everything_in_order() {
        let invalid = parse(&Form::parse(b"")).err().unwrap();
        let fields: Vec<_> = invalid.pairs().map(|(field, _)| field).collect();
        let all = [
            "name",
            "kind",
            "about",
            "lawful_basis",
            "special_condition",
            "retention_months",
        ];
        assert_eq!(fields, all);
    }

    #[test]
    fn research_needs_its_approval() {
        let research = WHOLE.replace("evaluation", "research");
        let invalid = parse(&Form::parse(research.as_bytes())).err().unwrap();
        assert!(invalid.message("approval_reference").is_some());
        let approved = format!("{research}&approval_reference=REC+26/1");
        let project = parse(&Form::parse(approved.as_bytes())).unwrap();
        assert_eq!(project.approval_reference.as_deref(), Some("REC 26/1"));
    }

    #[test]
    fn stories_are_not_kept_for_ever() {
        for months in ["0", "301", "-3", "many", ""] {
            let form = WHOLE.replace("=24", &format!("={months}"));
            assert!(parse(&Form::parse(form.as_bytes())).is_err(), "{months}");
        }
    }
}
