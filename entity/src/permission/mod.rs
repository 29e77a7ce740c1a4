//! The permission of somebody with parental responsibility, for those under 18: a record of its own, beside
//! the child's yes and never instead of it (Children Act 1989, section 3). Enforced where a story is
//! released, with the moment at which that ends: from then on what it covered is shown to nobody beyond the
//! team, whenever the round comes to tell them. Must never record a yes.
pub(crate) mod table;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use crate::journal::{self, Entry};
use crate::story::ready;
use crate::{
    AskCause, Audience, Db, Error, ParticipantId, PermissionId, Result, StoryId, Timestamp, Tx, Viewer, age,
    asking, audit, participant, story,
};

/// A permission to record.
#[derive(Clone, Debug)]
pub struct NewPermission {
    /// The name of who gave it; kept apart.
    pub given_by: String,
    /// Who that is to the child ("Mum").
    pub relation: String,
    /// Whom the stories may be shown to, beyond the team.
    pub audiences: Vec<Audience>,
    /// The end; `None` is until it is ended, or the child is 18.
    pub until: Option<Timestamp>,
    /// How it was given ("signed at home").
    pub how: String,
}

/// A permission as the capture team reads it: without the name of who gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// The permission.
    pub id: PermissionId,
    /// Whose stories.
    pub participant: ParticipantId,
    /// Who gave it, to the child.
    pub relation: String,
    /// Whom the stories may be shown to.
    pub audiences: Vec<Audience>,
    /// The end, if one was said.
    pub until: Option<Timestamp>,
    /// How it was given.
    pub how: String,
    /// When it was recorded.
    pub at: Timestamp,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
    /// It holds now.
    pub live: bool,
}

/// Records a permission for somebody under 18. For the capture team.
pub async fn record(
    tx: &Tx,
    viewer: &Viewer,
    id: ParticipantId,
    new: NewPermission,
    now: Timestamp,
) -> Result<PermissionId> {
    participant::of_team(tx, viewer, id).await?;
    let account = viewer.account().ok_or(Error::NotFound)?;
    story::hold_all_of(tx, id).await?;
    if !age::is_child(tx.inner(), id, now).await? {
        return Err(Error::Refused("Only somebody under 18 needs a permission."));
    }
    if new.until.is_some_and(|until| until <= now) {
        return Err(Error::Refused("Pick an end that is still to come."));
    }
    let mut audiences: Vec<&str> = new.audiences.iter().map(|audience| audience.as_str()).collect();
    audiences.dedup();
    let permission = PermissionId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(permission),
        participant_id: Set(id),
        given_by: Set(new.given_by),
        relation: Set(new.relation),
        audiences: Set(audiences.join(",")),
        until: Set(new.until),
        how: Set(new.how),
        recorded_by: Set(account),
        at: Set(now),
        ended_by: Set(None),
        ended_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    ready::settle_all(tx, id, now).await?;
    audit::note(tx, Some(account), "permission.record", Some(id.0), "", now).await?;
    Ok(permission)
}

/// Ends a permission: from the commit on, what only it covered is shown to nobody beyond the team. Answers
/// whose it was and the stories that came out. Twice is once.
pub async fn end(
    tx: &Tx,
    viewer: &Viewer,
    id: PermissionId,
    now: Timestamp,
) -> Result<(ParticipantId, Vec<StoryId>)> {
    let find = async || table::Entity::find_by_id(id).one(tx.inner()).await;
    let participant = find().await?.ok_or(Error::NotFound)?.participant_id;
    participant::of_team(tx, viewer, participant).await?;
    story::hold_all_of(tx, participant).await?;
    // Read again: another may have ended it between.
    let row = find().await?.ok_or(Error::NotFound)?;
    if row.ended_at.is_some() {
        return Ok((participant, Vec::new()));
    }
    let mut changed = row.into_active_model();
    changed.ended_at = Set(Some(now));
    changed.ended_by = Set(viewer.account());
    changed.update(tx.inner()).await?;
    let by = viewer.account();
    journal::note(tx, by, &[Entry::PermissionEnded { permission: id }], now).await?;
    audit::note(tx, by, "permission.end", Some(participant.0), "", now).await?;
    Ok((participant, enforce(tx, participant, now).await?))
}

/// The permissions of a participant of the viewer's, the newest first.
pub async fn of(db: &Db, viewer: &Viewer, id: ParticipantId, now: Timestamp) -> Result<Vec<Permission>> {
    let person = participant::get(db, viewer, id).await?;
    if !viewer.is_on(person.project) {
        return Err(Error::NotFound);
    }
    let rows = table::Entity::find()
        .filter(table::Column::ParticipantId.eq(id))
        .order_by_desc(table::Column::At)
        .order_by_desc(table::Column::Id)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(|row| shown(row, now)).collect())
}

/// Whether a permission is needed for a participant of the viewer's: they are under 18.
pub async fn is_needed(db: &Db, viewer: &Viewer, id: ParticipantId, now: Timestamp) -> Result<bool> {
    participant::get(db, viewer, id).await?;
    age::is_child(db.read(), id, now).await
}

pub(crate) fn shown(row: table::Model, now: Timestamp) -> Permission {
    Permission {
        live: row.is_live(now),
        id: row.id,
        participant: row.participant_id,
        relation: row.relation,
        audiences: listed(&row.audiences),
        until: row.until,
        how: row.how,
        at: row.at,
        ended_at: row.ended_at,
    }
}

fn listed(audiences: &str) -> Vec<Audience> {
    audiences
        .split(',')
        .filter_map(|word| word.parse().ok())
        .collect()
}

/// How long the permissions for somebody under 18 hold.
#[derive(Debug)]
pub(crate) struct Cover {
    /// When they are 18, where that is known.
    pub grown_at: Option<Timestamp>,
    permissions: Vec<table::Model>,
}

impl Cover {
    /// When the last permission for an audience ends; `None` when one of them does not.
    pub(crate) fn end(&self, audience: Audience, now: Timestamp) -> Option<Timestamp> {
        let live = self.permissions.iter().filter(|row| row.is_live(now));
        let ends = live.filter(|row| listed(&row.audiences).contains(&audience));
        ends.map(|row| row.until)
            .try_fold(now, |last, end| Some(last.max(end?)))
    }
}

/// What covers a yes of somebody who was under 18 when they gave it; `None` for somebody who was not.
pub(crate) async fn cover<C: ConnectionTrait>(
    connection: &C,
    id: ParticipantId,
    given_at: Timestamp,
) -> Result<Option<Cover>> {
    if !age::is_child(connection, id, given_at).await? {
        return Ok(None);
    }
    let permissions = table::Entity::find()
        .filter(table::Column::ParticipantId.eq(id))
        .filter(table::Column::EndedAt.is_null())
        .all(connection)
        .await?;
    Ok(Some(Cover {
        grown_at: age::grown_at(connection, id).await?,
        permissions,
    }))
}

/// Whom the live permissions cover; `None` for somebody who needs none.
pub(crate) async fn covered<C: ConnectionTrait>(
    connection: &C,
    id: ParticipantId,
    now: Timestamp,
) -> Result<Option<Vec<Audience>>> {
    let cover = cover(connection, id, now).await?;
    Ok(cover.map(|cover| {
        let live = cover.permissions.iter().filter(|row| row.is_live(now));
        live.flat_map(|row| listed(&row.audiences)).collect()
    }))
}

/// Takes the second yes back from every story that no permission covers any more; the child and the team
/// are told. Answers the stories that came out.
pub(crate) async fn enforce(tx: &Tx, id: ParticipantId, now: Timestamp) -> Result<Vec<StoryId>> {
    let mut out = Vec::new();
    for row in ready::released(tx, id).await? {
        if ready::is_uncovered(tx.inner(), &row, now).await? {
            let story = row.id;
            story::unrelease(tx, row, "permission", now).await?;
            out.push(story);
        } else {
            ready::settle(tx, row, now).await?;
        }
    }
    if !out.is_empty() {
        asking::tell_team(tx, id, None, now).await?;
    }
    Ok(out)
}

/// Somebody turned 18: they decide by themselves, so nobody beyond the team sees a story of theirs until
/// they did. Answers the stories that came out.
pub(crate) async fn grown(
    tx: &Tx,
    id: ParticipantId,
    by: Option<crate::AccountId>,
    now: Timestamp,
) -> Result<Vec<StoryId>> {
    let released = ready::released(tx, id).await?;
    let birthday = age::grown_at(tx.inner(), id).await?;
    participant::set_age_band(tx, id, "18 to 24", now).await?;
    let mut out = Vec::new();
    // Who said yes on their birthday, before the round came by, did so at 18.
    let as_child = |row: &story::table::Model| {
        birthday.is_none_or(|birthday| row.released_at.is_none_or(|at| at < birthday))
    };
    for row in released.into_iter().filter(as_child) {
        out.push(row.id);
        story::unrelease(tx, row, "grown", now).await?;
    }
    asking::raise(tx, id, AskCause::Grown, by, now, now).await?;
    Ok(out)
}
