//! How many faces there are to pick from: what the person likes, else what the council set. Five, or three.
//! Must never change a face that was picked already.
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::scale_table;
use crate::{Db, Error, Result, Role, Timestamp, Tx, Viewer, audit, setting};

/// The key of the council's setting.
pub const COUNCIL_FACES: &str = "faces";
const FIVE: i32 = 5;
const THREE: i32 = 3;

fn is_scale(faces: i32) -> bool {
    [FIVE, THREE].contains(&faces)
}

/// How many faces this person picks from: 5 or 3.
pub async fn faces(db: &Db, viewer: &Viewer) -> Result<i32> {
    let own = match viewer.participant() {
        Some(participant) => {
            scale_table::Entity::find_by_id(participant)
                .one(db.read())
                .await?
        }
        None => None,
    };
    match own {
        Some(own) => Ok(own.faces),
        None => council_faces(db).await,
    }
}

/// How many faces the council offers to those who have not chosen: 5 or 3.
pub async fn council_faces(db: &Db) -> Result<i32> {
    let row = setting::table::Entity::find_by_id(COUNCIL_FACES.to_owned())
        .one(db.read())
        .await?;
    let set = row
        .and_then(|row| row.value.parse().ok())
        .filter(|faces| is_scale(*faces));
    Ok(set.unwrap_or(FIVE))
}

/// Keeps how many faces a person likes to pick from.
pub async fn set_own_faces(tx: &Tx, viewer: &Viewer, faces: i32, now: Timestamp) -> Result<()> {
    let participant = viewer.participant().ok_or(Error::NotFound)?;
    if !is_scale(faces) {
        return Err(Error::Refused("Pick three faces or five."));
    }
    let row = scale_table::ActiveModel {
        participant_id: Set(participant),
        faces: Set(faces),
    };
    scale_table::Entity::insert(row)
        .on_conflict(
            OnConflict::column(scale_table::Column::ParticipantId)
                .update_column(scale_table::Column::Faces)
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    let (by, to) = (viewer.account(), faces.to_string());
    audit::note(tx, by, "choice.faces", Some(participant.0), &to, now).await
}

/// Sets how many faces the council offers. For administrators.
pub async fn set_council_faces(tx: &Tx, viewer: &Viewer, faces: i32, now: Timestamp) -> Result<()> {
    if viewer.role() != Some(Role::Admin) || !is_scale(faces) {
        return Err(Error::NotFound);
    }
    let row = setting::table::ActiveModel {
        key: Set(COUNCIL_FACES.to_owned()),
        value: Set(faces.to_string()),
    };
    setting::table::Entity::insert(row)
        .on_conflict(
            OnConflict::column(setting::table::Column::Key)
                .update_column(setting::table::Column::Value)
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    audit::note(
        tx,
        viewer.account(),
        "setting.set",
        None,
        &format!("faces -> {faces}"),
        now,
    )
    .await
}
