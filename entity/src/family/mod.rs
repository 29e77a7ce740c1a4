//! Families: participants who live each other's lives, linked by a researcher; every member answers alone
//! whether their stories may stand beside the others', and the answer is no until it is a yes. Who said no,
//! or nothing, is neither shown nor counted: see [`line`]. Whoever is linked, the names of all members are
//! hidden in the words of the others: see [`crate::story`]. Must never tell one member about another.
mod answers;
pub(crate) mod consent;
pub(crate) mod kinship;
mod line;
pub(crate) mod once;
pub(crate) mod table;

pub use answers::{AUDIENCES, Own, WORDING, own, record};
pub use line::{Card, Line, line, line_of};

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::journal::{self, Entry};
use crate::participant::table as person;
use crate::{
    Audience, Db, Error, FamilyId, ParticipantId, ProjectId, Relative, Result, Service, Subject, Timestamp,
    Tx, Viewer, audit, change, participant,
};

/// Somebody to link, with what they are to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kin {
    /// Who.
    pub participant: ParticipantId,
    /// What they are to the others.
    pub relation: Relative,
    /// Which service knows them.
    pub service: Service,
}

impl Kin {
    fn linked(self, family: FamilyId, since: Timestamp) -> Entry {
        Entry::Linked {
            family,
            participant: self.participant,
            relation: self.relation,
            service: self.service,
            since,
        }
    }
}

fn parted(participant: ParticipantId) -> Entry {
    Entry::Parted { participant }
}

/// A member of a family, as a capture team of theirs sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub participant: ParticipantId,
    /// In which of the viewer's projects.
    pub project: ProjectId,
    /// The name used in place of theirs.
    pub pseudonym: String,
    /// What they are to the others.
    pub relation: Relative,
    /// Which service knows them.
    pub service: Service,
    /// For whom their stories may stand beside the others'.
    pub yes: Vec<Audience>,
    /// They were asked, whatever they said.
    pub asked: bool,
}

/// Links two people of the viewer's projects. Who is in a family already brings the other one into it;
/// refused when each is in another.
pub async fn link(tx: &Tx, viewer: &Viewer, one: Kin, other: Kin, now: Timestamp) -> Result<FamilyId> {
    if one.participant == other.participant {
        return Err(Error::Refused("Pick somebody else. Nobody is their own family."));
    }
    let account = viewer.account().ok_or(Error::NotFound)?;
    let mut families = Vec::new();
    // Always in one order, so that two who link the same people wait for each other and not both for ever.
    let mut both = [one.participant, other.participant];
    both.sort();
    for id in both {
        participant::of_team(tx, viewer, id).await?;
        families.extend(locked(tx, id).await?.family_id);
    }
    families.dedup();
    let id = match families.as_slice() {
        [] => FamilyId::fresh(),
        [id] => *id,
        _ => {
            return Err(Error::Refused(
                "They are in another family. Take them out of that one first.",
            ));
        }
    };
    if families.is_empty() {
        table::Entity::insert(table::ActiveModel {
            id: Set(id),
            created_by: Set(account),
            created_at: Set(now),
        })
        .exec_without_returning(tx.inner())
        .await?;
    }
    for kin in [one, other] {
        let before = kinship::Entity::find_by_id(kin.participant)
            .one(tx.inner())
            .await?;
        let since = before.map_or(now, |before| before.linked_at);
        kinship::Entity::delete_by_id(kin.participant)
            .exec(tx.inner())
            .await?;
        kinship::Entity::insert(kinship::ActiveModel {
            participant_id: Set(kin.participant),
            family_id: Set(id),
            relation: Set(kin.relation),
            service: Set(kin.service),
            linked_by: Set(account),
            linked_at: Set(since),
        })
        .exec_without_returning(tx.inner())
        .await?;
        set_family(tx, kin.participant, Some(id)).await?;
        journal::note(tx, Some(account), &[kin.linked(id, since)], now).await?;
        audit::note(tx, Some(account), "family.link", Some(kin.participant.0), "", now).await?;
    }
    let mut hidden_from = ids_of(tx, id).await?;
    hidden_from.extend(once::of_family(tx, id).await?);
    masked_anew(tx, &hidden_from, now).await?;
    Ok(id)
}

/// Takes somebody of the viewer's projects out of their family. One who is left alone is in none. The names of
/// each stay hidden in the others' words: see [`once`].
pub async fn part(tx: &Tx, viewer: &Viewer, id: ParticipantId, now: Timestamp) -> Result<()> {
    participant::of_team(tx, viewer, id).await?;
    let row = person::Entity::find_by_id(id).one(tx.inner()).await?;
    let Some(family) = row.and_then(|row| row.family_id) else {
        return Ok(());
    };
    // All of them, always in one order: two who part at once wait for each other and not both for ever.
    for member in ids_of(tx, family).await? {
        locked(tx, member).await?;
    }
    match locked(tx, id).await?.family_id {
        None => return Ok(()),
        Some(now) if now != family => {
            return Err(Error::Conflict("Their family changed. Look at it again first."));
        }
        Some(_) => {}
    }
    let before = ids_of(tx, family).await?;
    let alone = before.len() <= 2;
    for member in before.iter().filter(|member| alone || **member == id) {
        set_family(tx, *member, None).await?;
        once::parted(tx, *member, family, now).await?;
        kinship::Entity::delete_by_id(*member).exec(tx.inner()).await?;
        journal::note(tx, viewer.account(), &[parted(*member)], now).await?;
        audit::note(tx, viewer.account(), "family.part", Some(member.0), "", now).await?;
    }
    masked_anew(tx, &before, now).await
}

/// The family of one of the viewer's participants and its members in the viewer's projects; `None` when
/// they are in none.
pub async fn members(db: &Db, viewer: &Viewer, id: ParticipantId) -> Result<Option<(FamilyId, Vec<Member>)>> {
    let there = participant::get(db, viewer, id).await?;
    if !viewer.is_on(there.project) {
        return Err(Error::NotFound);
    }
    let row = person::Entity::find_by_id(id).one(db.read()).await?;
    let Some(family) = row.and_then(|row| row.family_id) else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for (row, kin, live) in all(db, family).await? {
        if viewer.is_on(row.project_id) {
            found.push(Member {
                participant: row.id,
                project: row.project_id,
                pseudonym: row.pseudonym,
                relation: kin.relation,
                service: kin.service,
                yes: answers::said_yes(&live),
                asked: !live.is_empty(),
            });
        }
    }
    Ok(Some((family, found)))
}

/// Every member with what they are and their live answers, in the order they were linked.
async fn all(
    db: &Db,
    family: FamilyId,
) -> Result<Vec<(person::Model, kinship::Model, Vec<(Audience, bool)>)>> {
    let kin = kinship::Entity::find()
        .filter(kinship::Column::FamilyId.eq(family))
        .order_by_asc(kinship::Column::LinkedAt)
        .order_by_asc(kinship::Column::ParticipantId)
        .all(db.read())
        .await?;
    let mut people: HashMap<ParticipantId, person::Model> = person::Entity::find()
        .filter(person::Column::FamilyId.eq(family))
        .all(db.read())
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let mut live = answers::live(db, family, &kin).await?;
    Ok(kin
        .into_iter()
        .filter_map(|kin| {
            let row = people.remove(&kin.participant_id)?;
            let live = live.remove(&row.id).unwrap_or_default();
            Some((row, kin, live))
        })
        .collect())
}

/// The row of somebody; on PostgreSQL whoever else asks for it so waits until this transaction ends.
async fn locked(tx: &Tx, id: ParticipantId) -> Result<person::Model> {
    person::Entity::find_by_id(id)
        .lock(LockType::NoKeyUpdate)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)
}

async fn set_family(tx: &Tx, id: ParticipantId, family: Option<FamilyId>) -> Result<()> {
    person::Entity::update_many()
        .col_expr(person::Column::FamilyId, Expr::val(family))
        .filter(person::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    Ok(())
}

async fn ids_of(tx: &Tx, family: FamilyId) -> Result<Vec<ParticipantId>> {
    Ok(person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::FamilyId.eq(family))
        .order_by_asc(person::Column::Id)
        .into_tuple()
        .all(tx.inner())
        .await?)
}

/// The names that are hidden in these people's stories have changed: the index has to be written again.
async fn masked_anew(tx: &Tx, members: &[ParticipantId], now: Timestamp) -> Result<()> {
    for member in members {
        change::append(tx, Subject::Participant, member.0, now).await?;
    }
    Ok(())
}
