//! The column beside the results: what to narrow by, with how many stories each choice gives.
//! Must never show a count that the search engine did not give for this viewer.
use entity::ThemeId;
use entity::theme::{Framework, Theme};
use serde::Serialize;

use super::asked::Wanted;
use crate::search::Facets;

/// One heading with its choices.
#[derive(Debug, Serialize)]
pub struct Facet {
    pub title: String,
    pub choices: Vec<Choice>,
}

/// A choice that is picked, or let go when it is picked already.
#[derive(Debug, Serialize)]
pub struct Choice {
    pub text: String,
    pub href: String,
    pub count: u64,
    pub picked: bool,
    /// Narrower choices.
    pub below: Vec<Choice>,
}

/// A choice that is made, to be let go.
#[derive(Debug, Serialize)]
pub struct Picked {
    pub text: String,
    pub href: String,
}

/// Every facet that has something to choose, themes first.
pub fn facets(wanted: &Wanted, counted: &Facets, frameworks: &[Framework]) -> Vec<Facet> {
    let one = |text: &str, count: u64, picked: bool, change: &dyn Fn(&mut Wanted, bool)| Choice {
        text: text.to_owned(),
        href: wanted.changed(|other| change(other, !picked)),
        count,
        picked,
        below: Vec::new(),
    };
    let mut found: Vec<Facet> = frameworks
        .iter()
        .map(|framework| Facet {
            title: framework.name.clone(),
            choices: tree(wanted, counted, framework),
        })
        .collect();
    let mut add = |title: &str, choices: Vec<Choice>| {
        found.push(Facet {
            title: title.to_owned(),
            choices,
        });
    };
    add(
        "What it is",
        counted
            .kinds
            .iter()
            .map(|(kind, count)| {
                one(
                    kind.label(),
                    *count,
                    wanted.kind == Some(*kind),
                    &|other, pick| {
                        other.kind = pick.then_some(*kind);
                    },
                )
            })
            .collect(),
    );
    add(
        "Who tells it",
        counted
            .groups
            .iter()
            .map(|(group, count)| {
                one(
                    group,
                    *count,
                    wanted.group.as_ref() == Some(group),
                    &|other, pick| {
                        other.group = pick.then(|| group.clone());
                    },
                )
            })
            .collect(),
    );
    add(
        "Where",
        counted
            .places
            .iter()
            .map(|(place, count)| {
                one(
                    place,
                    *count,
                    wanted.place.as_ref() == Some(place),
                    &|other, pick| {
                        other.place = pick.then(|| place.clone());
                    },
                )
            })
            .collect(),
    );
    add(
        "When",
        counted
            .when
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(when, count)| {
                one(
                    when.label(),
                    *count,
                    wanted.when == Some(*when),
                    &|other, pick| {
                        other.when = pick.then_some(*when);
                    },
                )
            })
            .collect(),
    );
    found.retain(|facet| facet.choices.iter().any(|choice| !choice.text.is_empty()));
    found
}

/// The themes at the top, each with all that is below it.
fn tree(wanted: &Wanted, counted: &Facets, framework: &Framework) -> Vec<Choice> {
    framework
        .top()
        .filter_map(|top| {
            let mut choice = theme(wanted, counted, top)?;
            let mut row = Vec::new();
            descend(framework, top.id, &mut row);
            choice.below = row
                .into_iter()
                .filter_map(|below| theme(wanted, counted, below))
                .collect();
            Some(choice)
        })
        .collect()
}

fn descend<'a>(framework: &'a Framework, parent: ThemeId, row: &mut Vec<&'a Theme>) {
    for theme in framework.below(parent) {
        row.push(theme);
        descend(framework, theme.id, row);
    }
}

fn theme(wanted: &Wanted, counted: &Facets, theme: &Theme) -> Option<Choice> {
    let picked = wanted.theme == Some(theme.id);
    let count = counted.themes.iter().find(|(id, _)| *id == theme.id)?.1;
    Some(Choice {
        text: theme.name.clone(),
        href: wanted.changed(|other| other.theme = (!picked).then_some(theme.id)),
        count,
        picked,
        below: Vec::new(),
    })
}

/// What is chosen now, each with the address that lets it go.
pub fn picked(wanted: &Wanted, frameworks: &[Framework]) -> Vec<Picked> {
    let mut picked = Vec::new();
    let mut add = |text: Option<String>, let_go: fn(&mut Wanted)| {
        picked.extend(text.map(|text| Picked {
            text,
            href: wanted.changed(let_go),
        }));
    };
    let theme = wanted.theme.and_then(|id| name_of(frameworks, id));
    add(theme.map(|theme| theme.name.clone()), |other| other.theme = None);
    add(wanted.kind.map(|kind| kind.label().to_owned()), |other| {
        other.kind = None
    });
    add(wanted.group.clone(), |other| other.group = None);
    add(wanted.place.clone(), |other| other.place = None);
    add(wanted.when.map(|when| when.label().to_owned()), |other| {
        other.when = None
    });
    picked
}

/// A theme by its id.
pub fn name_of(frameworks: &[Framework], id: ThemeId) -> Option<&Theme> {
    frameworks
        .iter()
        .flat_map(|framework| &framework.themes)
        .find(|theme| theme.id == id)
}
