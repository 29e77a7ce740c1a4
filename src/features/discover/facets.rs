//! The column beside the results: what to narrow by, with how many stories each choice gives.
//! Must never show a count that the search engine did not give for this viewer.
use entity::ThemeId;
use entity::theme::{Framework, Theme};
use serde::Serialize;

use crate::search::Facets;
use crate::web::asked::{Wanted, name_of, turn};

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
    let mut found: Vec<Facet> = frameworks
        .iter()
        .map(|framework| Facet {
            title: framework.name.clone(),
            choices: tree(wanted, counted, frameworks, framework),
        })
        .collect();
    let mut add = |title: &str, choices: Vec<Choice>| {
        found.push(Facet {
            title: title.to_owned(),
            choices,
        });
    };
    let kinds = counted.kinds.iter().map(|(kind, count)| {
        let picked = wanted.kinds.contains(kind);
        one(wanted, kind.label(), *count, picked, |other| {
            turn(&mut other.kinds, *kind)
        })
    });
    add("What it is", kinds.collect());
    let groups = counted.groups.iter().map(|(group, count)| {
        let picked = wanted.groups.contains(group);
        one(wanted, group, *count, picked, |other| {
            turn(&mut other.groups, group.clone())
        })
    });
    add("Who tells it", groups.collect());
    let places = counted.places.iter().map(|(place, count)| {
        let picked = wanted.places.contains(place);
        one(wanted, place, *count, picked, |other| {
            turn(&mut other.places, place.clone())
        })
    });
    add("Where", places.collect());
    let times = counted.when.iter().filter(|(_, count)| *count > 0);
    let times = times.map(|(when, count)| {
        let picked = wanted.when == Some(*when);
        one(wanted, when.label(), *count, picked, |other| {
            other.when = (!picked).then_some(*when);
        })
    });
    add("When", times.collect());
    found.retain(|facet| facet.choices.iter().any(|choice| !choice.text.is_empty()));
    found
}

fn one(wanted: &Wanted, text: &str, count: u64, picked: bool, turn: impl FnOnce(&mut Wanted)) -> Choice {
    Choice {
        text: text.to_owned(),
        href: wanted.changed(turn),
        count,
        picked,
        below: Vec::new(),
    }
}

/// The themes at the top, each with all that is below it.
fn tree(wanted: &Wanted, counted: &Facets, frameworks: &[Framework], framework: &Framework) -> Vec<Choice> {
    let theme = |theme: &Theme| {
        let count = counted.themes.iter().find(|(id, _)| *id == theme.id)?.1;
        let picked = wanted.themes.contains(&theme.id);
        Some(one(wanted, &theme.name, count, picked, |other| {
            other.turn_theme(theme.id, frameworks)
        }))
    };
    framework
        .top()
        .filter_map(|top| {
            let mut choice = theme(top)?;
            let mut row = Vec::new();
            descend(framework, top.id, &mut row);
            choice.below = row.into_iter().filter_map(theme).collect();
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

/// What is chosen now, each with the address that lets it go.
pub fn picked(wanted: &Wanted, frameworks: &[Framework]) -> Vec<Picked> {
    let let_go = |text: &str, change: &dyn Fn(&mut Wanted)| Picked {
        text: text.to_owned(),
        href: wanted.changed(change),
    };
    let mut picked = Vec::new();
    picked.extend(wanted.themes.iter().filter_map(|id| {
        let theme = name_of(frameworks, *id)?;
        Some(let_go(&theme.name, &|other| turn(&mut other.themes, *id)))
    }));
    picked.extend(
        wanted
            .kinds
            .iter()
            .map(|kind| let_go(kind.label(), &|other| turn(&mut other.kinds, *kind))),
    );
    picked.extend(
        wanted
            .groups
            .iter()
            .map(|group| let_go(group, &|other| turn(&mut other.groups, group.clone()))),
    );
    picked.extend(
        wanted
            .places
            .iter()
            .map(|place| let_go(place, &|other| turn(&mut other.places, place.clone()))),
    );
    picked.extend(
        wanted
            .when
            .map(|when| let_go(when.label(), &|other| other.when = None)),
    );
    picked
}
