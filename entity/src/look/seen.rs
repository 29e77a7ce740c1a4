//! What a teller is told of who looked at a story of theirs: how many people of each audience, and the last day.
//! Looks of the safeguarding lead are left out: at the teller's side may be somebody who must not learn of a worry.
use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::LOOKS;
use crate::audit::table::{Column, Entity};
use crate::project::member;
use crate::{AccountId, Audience, Db, Result, Role, StoryId, Timestamp, Viewer, account, story};

/// The looks of one audience. [`Audience::Public`] is everybody who is in none of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Who.
    pub audience: Audience,
    /// How many people who were signed in.
    pub people: u64,
    /// How many of these work for the council.
    pub staff: u64,
    /// How many times by people who were not signed in.
    pub strangers: u64,
    /// The newest.
    pub last: Timestamp,
}

/// Who looked at a story of the viewer's own, by audience in the usual order; those without a look are not in it.
pub async fn seen(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Vec<Seen>> {
    let own = story::own(db, viewer, id, now).await?.story;
    let looks: Vec<(Option<AccountId>, i64, i64)> = Entity::find()
        .select_only()
        .column(Column::AccountId)
        .column_as(Column::Id.count(), "times")
        .column_as(Column::At.max(), "last")
        .filter(Column::SubjectId.eq(id.0))
        .filter(Column::What.is_in(LOOKS.iter().copied()))
        .group_by(Column::AccountId)
        .into_tuple()
        .all(db.read())
        .await?;
    let accounts: Vec<AccountId> = looks.iter().filter_map(|(account, ..)| *account).collect();
    let roles: HashMap<AccountId, Role> = account::table::Entity::find()
        .filter(account::table::Column::Id.is_in(accounts.iter().copied()))
        .all(db.read())
        .await?
        .into_iter()
        .filter(|row| Some(row.id) != viewer.account())
        .map(|row| (row.id, row.role))
        .collect();
    let team: Vec<AccountId> = member::Entity::find()
        .select_only()
        .column(member::Column::AccountId)
        .filter(member::Column::ProjectId.eq(own.project))
        .filter(member::Column::AccountId.is_in(accounts))
        .into_tuple()
        .all(db.read())
        .await?;
    let mut found: HashMap<Audience, Seen> = HashMap::new();
    for (account, times, last) in looks {
        let (audience, staff) = match account.map(|id| (id, roles.get(&id))) {
            None => (Audience::Public, None),
            Some((_, None | Some(Role::Safeguarding))) => continue,
            Some((id, Some(role))) if team.contains(&id) => (Audience::Team, Some(role.is_staff())),
            Some((_, Some(role))) => (role.audience().unwrap_or(Audience::Public), Some(role.is_staff())),
        };
        let seen = found.entry(audience).or_insert(Seen {
            audience,
            people: 0,
            staff: 0,
            strangers: 0,
            last: Timestamp(last),
        });
        seen.last = Ord::max(seen.last, Timestamp(last));
        match staff {
            Some(staff) => {
                seen.people += 1;
                seen.staff += u64::from(staff);
            }
            None => seen.strangers += u64::try_from(times).unwrap_or_default(),
        }
    }
    Ok(Audience::ALL
        .iter()
        .filter_map(|audience| found.remove(audience))
        .collect())
}
