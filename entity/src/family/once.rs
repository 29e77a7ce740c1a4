//! Who was of a family once. A name that was hidden in somebody's words stays hidden when they part: nobody agreed
//! to more by leaving. Must never count anybody as of a family now.
pub(crate) mod table {
    //! Who parted from which family, and when first.
    use sea_orm::entity::prelude::*;

    use crate::{FamilyId, ParticipantId, Timestamp};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "once_kin")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub participant_id: ParticipantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub family_id: FamilyId,
        pub parted_at: Timestamp,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel as _, QueryFilter, QuerySelect};

use crate::participant::table as person;
use crate::{FamilyId, ParticipantId, Result, Timestamp, Tx};

/// Notes that somebody is not of a family any more.
pub(crate) async fn parted(tx: &Tx, id: ParticipantId, family: FamilyId, now: Timestamp) -> Result<()> {
    let row = table::Model {
        participant_id: id,
        family_id: family,
        parted_at: now,
    };
    table::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([table::Column::ParticipantId, table::Column::FamilyId])
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// Who was of this family once.
pub(super) async fn of_family(tx: &Tx, family: FamilyId) -> Result<Vec<ParticipantId>> {
    Ok(table::Entity::find()
        .select_only()
        .column(table::Column::ParticipantId)
        .filter(table::Column::FamilyId.eq(family))
        .into_tuple()
        .all(tx.inner())
        .await?)
}

/// Of each of these people everybody else who is or was of a family that they are or were of.
pub(crate) async fn kin<C: ConnectionTrait>(
    connection: &C,
    people: &HashMap<ParticipantId, person::Model>,
) -> Result<HashMap<ParticipantId, HashSet<ParticipantId>>> {
    let mut own: HashMap<ParticipantId, HashSet<FamilyId>> = HashMap::new();
    for row in table::Entity::find()
        .filter(table::Column::ParticipantId.is_in(people.keys().copied()))
        .all(connection)
        .await?
    {
        own.entry(row.participant_id).or_default().insert(row.family_id);
    }
    for (id, person) in people {
        if let Some(family) = person.family_id {
            own.entry(*id).or_default().insert(family);
        }
    }
    let families: HashSet<FamilyId> = own.values().flatten().copied().collect();
    if families.is_empty() {
        return Ok(HashMap::new());
    }
    let mut members: HashMap<FamilyId, HashSet<ParticipantId>> = HashMap::new();
    let now: Vec<(ParticipantId, Option<FamilyId>)> = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .column(person::Column::FamilyId)
        .filter(person::Column::FamilyId.is_in(families.iter().copied()))
        .into_tuple()
        .all(connection)
        .await?;
    for (id, family) in now {
        if let Some(family) = family {
            members.entry(family).or_default().insert(id);
        }
    }
    for row in table::Entity::find()
        .filter(table::Column::FamilyId.is_in(families))
        .all(connection)
        .await?
    {
        members
            .entry(row.family_id)
            .or_default()
            .insert(row.participant_id);
    }
    Ok(own
        .into_iter()
        .map(|(id, families)| {
            let all = families.iter().filter_map(|family| members.get(family)).flatten();
            (id, all.copied().filter(|other| *other != id).collect())
        })
        .collect())
}
