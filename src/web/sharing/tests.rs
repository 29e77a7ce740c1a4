//! What a teller's answers come to.
use entity::AssetState;

use super::*;

fn choices(yes: &[(Form, Audience, Option<i64>)]) -> Choices {
    let grid = every(|form, audience| {
        yes.iter()
            .find(|(f, a, _)| *f == form && *a == audience)
            .map(|(_, _, until)| until.map(Timestamp))
    });
    Choices {
        grid: grid
            .into_iter()
            .map(|choice| Live {
                form: choice.form,
                audience: choice.audience,
                yes: choice.yes,
                until: choice.until,
            })
            .collect(),
    }
}

fn yes(choices: &[Choice]) -> Vec<(Form, Audience, Option<i64>)> {
    let yes = choices.iter().filter(|choice| choice.yes);
    yes.map(|choice| (choice.form, choice.audience, choice.until.map(|at| at.0)))
        .collect()
}

#[test]
fn nothing_is_shown_before_somebody_ticked_it() {
    let first = choices(&[]);
    assert_eq!(first.audiences(), [Audience::Team]);
    let picked = first.with_audiences(&[Audience::Team, Audience::Leaders]);
    assert_eq!(picked.len(), 20, "every form for every audience is answered");
    assert_eq!(yes(&picked), []);
    assert!(!first.forms().shows_something());
}

#[test]
fn somebody_new_gets_only_what_all_the_others_get() {
    let before = choices(&[
        (Form::Words, Audience::Team, None),
        (Form::Face, Audience::Team, None),
        (Form::Words, Audience::Planners, Some(9)),
    ]);
    let picked = before.with_audiences(&[Audience::Team, Audience::Planners, Audience::Staff]);
    assert_eq!(
        yes(&picked),
        [
            (Form::Words, Audience::Team, None),
            (Form::Face, Audience::Team, None),
            (Form::Words, Audience::Planners, Some(9)),
            (Form::Words, Audience::Staff, Some(9)),
        ]
    );
}

#[test]
fn forms_and_ends_go_to_those_who_were_picked() {
    let before = choices(&[
        (Form::Words, Audience::Team, None),
        (Form::Words, Audience::Public, None),
    ]);
    let (voice, end) = (
        Forms {
            voice: true,
            ..Forms::default()
        },
        Some(Timestamp(5)),
    );
    assert_eq!(
        yes(&before.with_forms(voice, &before.audiences())),
        [
            (Form::Voice, Audience::Team, None),
            (Form::Voice, Audience::Public, None)
        ]
    );
    assert_eq!(
        yes(&before.with_until(end)),
        [
            (Form::Words, Audience::Team, Some(5)),
            (Form::Words, Audience::Public, Some(5))
        ]
    );
}

#[test]
fn progress_is_told_without_numbers() {
    for state in AssetState::ALL {
        for percent in [0, 10, 40, 60, 99, 100] {
            let work = Work::of(Some((*state, percent))).unwrap();
            assert!(!work.words.chars().any(|letter| letter.is_ascii_digit()));
        }
    }
    assert!(Work::of(None).is_none());
}
