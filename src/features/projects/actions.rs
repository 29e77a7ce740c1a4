//! Opening a project.
use super::forms;
use super::views::NewProjectPage;
use crate::state::State;
use crate::web::{Form, Invalid, Reply, Who, see_other_saying};

pub async fn open(state: State, who: Who, form: Form) -> Reply {
    let refused = |errors: &Invalid| state.refused(&who, &NewProjectPage::new(&form, errors));
    let project = match forms::parse(&form) {
        Ok(project) => project,
        Err(errors) => return refused(&errors),
    };
    let there = entity::project::mine(&state.db, &who).await?;
    if there.iter().any(|other| other.name == project.name) {
        return refused(&Invalid::one("name", "You have a project with this name already"));
    }
    let tx = state.db.begin().await?;
    let id = match entity::project::open(&tx, &who, project, state.clock.now()).await {
        Ok(id) => id,
        Err(entity::Error::Refused(why)) => return refused(&Invalid::one("approval_reference", why)),
        Err(error) => return Err(error.into()),
    };
    tx.commit().await?;
    let notice = "The project is open. Now add the first person.";
    Ok(see_other_saying(
        &state,
        &format!("/studio/projects/{id}"),
        notice,
    ))
}
