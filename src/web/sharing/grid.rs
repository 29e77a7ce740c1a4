//! The live answers of a story as a table: who may have what of it, until when, at one glance.
use entity::consent::Live;
use entity::{Audience, Form};
use serde::Serialize;

use crate::web::dates;

/// Forms across, audiences down.
#[derive(Debug, Serialize)]
pub struct Grid {
    forms: Vec<&'static str>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    audience: &'static str,
    cells: Vec<Cell>,
}

/// "Yes, until 3 May 2027" under what it is about.
#[derive(Debug, Serialize)]
struct Cell {
    form: &'static str,
    yes: bool,
    words: String,
}

impl Grid {
    /// Of the answers as [`entity::consent::grid`] gives them.
    pub fn of(live: &[Live]) -> Self {
        let cell = |audience: Audience, form: Form| {
            let answer = live
                .iter()
                .find(|live| live.form == form && live.audience == audience && live.yes);
            Cell {
                form: form.label(),
                yes: answer.is_some(),
                words: match answer.map(|answer| answer.until) {
                    None => "No".to_owned(),
                    Some(None) => "Yes".to_owned(),
                    Some(Some(until)) => format!("Yes, until {}", dates::day(until)),
                },
            }
        };
        Self {
            forms: Form::ALL.iter().map(|form| form.label()).collect(),
            rows: Audience::ALL
                .iter()
                .map(|audience| Row {
                    audience: audience.label(),
                    cells: Form::ALL.iter().map(|form| cell(*audience, *form)).collect(),
                })
                .collect(),
        }
    }
}
