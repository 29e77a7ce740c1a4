//! Families. A researcher links people, and writes down what each of them says with that person there; a
//! storyteller answers for themselves, one question a screen. Staff see one line of stories across the
//! services, of those who said yes to standing in it. Must never say that somebody else is in the family.
mod answer;
mod line;
mod link;
mod mine;

use crate::web::{Access, Table};

pub fn routes(table: &mut Table) {
    const TEAM: Access = Access::Researcher;
    const WHO: Access = Access::Storyteller;
    table
        .get("/studio/participants/{id}/family", TEAM, link::page)
        .post("/studio/participants/{id}/family", TEAM, link::link)
        .post("/studio/participants/{id}/family/part", TEAM, link::part)
        .get("/studio/participants/{id}/family/answer", TEAM, answer::page)
        .post("/studio/participants/{id}/family/answer", TEAM, answer::record)
        .get("/studio/families/{id}", TEAM, line::studio)
        .get("/insight/families/{id}", Access::Staff, line::insight)
        .get("/me/family", WHO, mine::page)
        .post("/me/family", WHO, mine::answer)
        .get("/me/family/who", WHO, mine::who_page)
        .post("/me/family/who", WHO, mine::set_who);
}

/// "the team who heard me, people who plan services".
fn in_words(audiences: &[entity::Audience]) -> String {
    crate::web::sharing::audiences_in_words(audiences)
}
