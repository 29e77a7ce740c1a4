//! A helper acts with the person present: a researcher names both, how they help and in whose words, and
//! picks one story. The device is then the person's for half an hour, and open for that story only.
//! Must never begin it without saying who helps, nor show the team a word of a draft.
mod start;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    table
        .get(
            "/studio/participants/{id}/helper",
            Access::Researcher,
            start::page,
        )
        .post(
            "/studio/participants/{id}/helper",
            Access::Researcher,
            start::begin,
        );
}
