//! Clearing a place of a showcase whose story is not shown any more. For its maker.
//! Must never say why the story is not there.
use actix_web::web;
use entity::showcase;
use entity::{Error as Vault, ShowcaseId};

use crate::state::State;
use crate::web::{Error, Reply, Who, see_other_saying};

pub async fn take_out(state: State, who: Who, path: web::Path<(String, String)>) -> Reply {
    let (id, position) = path.into_inner();
    let id: ShowcaseId = id.parse()?;
    let position: i32 = position.parse().map_err(|_| Error::NotFound)?;
    let tx = state.db.begin().await?;
    let notice = match showcase::take_out(&tx, &who, id, position, state.now()).await {
        Ok(()) => {
            tx.commit().await?;
            "The card is taken out."
        }
        Err(Vault::Refused(why)) => why,
        Err(error) => return Err(error.into()),
    };
    Ok(see_other_saying(&state, &format!("/watch/{id}"), notice))
}
