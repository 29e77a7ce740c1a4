//! When somebody doubts whether a person can decide one thing: what made them doubt, the help given, the
//! four abilities, what was found; and, where the person cannot, the decision in their best interests.
//! What is to be looked at again has its own page. Must never ask for a record that nobody doubted for.
mod best;
mod doubt;
mod list;
mod reviews;

pub use reviews::round;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    const WHO: Access = Access::Researcher;
    table
        .get("/studio/participants/{id}/decisions", WHO, list::page)
        .get("/studio/participants/{id}/decisions/new", WHO, doubt::page)
        .post("/studio/participants/{id}/decisions/new", WHO, doubt::record)
        .get("/studio/capacity/{id}/best-interests", WHO, best::page)
        .post("/studio/capacity/{id}/best-interests", WHO, best::decide)
        .get("/studio/reviews", WHO, reviews::page)
        .link("Reviews", "/studio/reviews", WHO);
}
