//! Participants: the people whose experience it is, by pseudonym. Their names are in [`crate::identity`].
mod pseudonym;
pub(crate) mod table;

use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _};

use crate::{
    AccountId, Db, Error, ParticipantId, ProjectId, Result, Role, Subject, Timestamp, Tx, Viewer, audit,
    change, identity,
};

/// A person who joins a project.
#[derive(Clone, Debug)]
pub struct NewParticipant {
    /// The project.
    pub project: ProjectId,
    /// The name in full; kept apart.
    pub real_name: String,
    /// What the person likes to be called; kept apart.
    pub known_as: String,
    /// Other names that would give the person away, one a line; kept apart.
    pub other_names: Vec<String>,
    /// How to reach the person; kept apart.
    pub contact: Option<String>,
    /// One of [`crate::GROUPS`].
    pub group: String,
    /// One of [`crate::AGE_BANDS`].
    pub age_band: String,
    /// Where the person lives, no closer than a town or ward.
    pub place: String,
    /// A chosen pseudonym; one is made when `None`.
    pub pseudonym: Option<String>,
}

/// A participant as the capture team knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The participant.
    pub id: ParticipantId,
    /// The project they are in.
    pub project: ProjectId,
    /// The name used in place of theirs.
    pub pseudonym: String,
    /// Their group.
    pub group: String,
    /// Their age band.
    pub age_band: String,
    /// Their place.
    pub place: String,
    /// When they died, if that was told.
    pub died_at: Option<Timestamp>,
}

/// Adds a participant to one of the viewer's projects and makes a pseudonym that is new in it.
pub async fn add(tx: &Tx, viewer: &Viewer, new: NewParticipant, now: Timestamp) -> Result<ParticipantId> {
    if !viewer.is_on(new.project) {
        return Err(Error::NotFound);
    }
    let id = ParticipantId::fresh();
    let pseudonym = match new.pseudonym {
        Some(chosen) => chosen,
        None => fresh_pseudonym(tx, new.project, id, &new.real_name).await?,
    };
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        project_id: Set(new.project),
        pseudonym: Set(pseudonym),
        group_name: Set(new.group),
        age_band: Set(new.age_band),
        place: Set(new.place),
        family_id: Set(None),
        created_at: Set(now),
        died_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    identity::table::Entity::insert(identity::table::ActiveModel {
        participant_id: Set(id),
        real_name: Set(new.real_name),
        known_as: Set(new.known_as),
        other_names: Set(new.other_names.join("\n")),
        contact: Set(new.contact),
        born: Set(None),
        grown_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    audit::note(tx, viewer.account(), "participant.add", Some(id.0), "", now).await?;
    Ok(id)
}

async fn fresh_pseudonym(tx: &Tx, project: ProjectId, id: ParticipantId, real_name: &str) -> Result<String> {
    let taken: Vec<String> = table::Entity::find()
        .filter(table::Column::ProjectId.eq(project))
        .all(tx.inner())
        .await?
        .into_iter()
        .map(|row| row.pseudonym)
        .collect();
    Ok(pseudonym::choose(id.0.as_u128(), real_name, &taken))
}

/// The participants of one of the viewer's projects, by pseudonym.
pub async fn list(db: &Db, viewer: &Viewer, project: ProjectId) -> Result<Vec<Participant>> {
    if !viewer.is_on(project) {
        return Err(Error::NotFound);
    }
    let rows = table::Entity::find()
        .filter(table::Column::ProjectId.eq(project))
        .order_by_asc(table::Column::Pseudonym)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Participant::from).collect())
}

/// One participant of the viewer's projects, or the viewer's own record.
pub async fn get(db: &Db, viewer: &Viewer, id: ParticipantId) -> Result<Participant> {
    let row = table::Entity::find_by_id(id)
        .one(db.read())
        .await?
        .ok_or(Error::NotFound)?;
    if viewer.is_on(row.project_id) || viewer.participant() == Some(id) {
        return Ok(row.into());
    }
    Err(Error::NotFound)
}

/// The storyteller account of a participant of the viewer's, made when it is first needed.
pub async fn account(tx: &Tx, viewer: &Viewer, id: ParticipantId, now: Timestamp) -> Result<AccountId> {
    of_team(tx, viewer, id).await?;
    crate::account::of_participant(tx, id, now).await
}

/// Sets the age band of a participant; whoever calls checks who may.
pub(crate) async fn set_age_band(tx: &Tx, id: ParticipantId, band: &str, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::AgeBand, Expr::val(band))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    change::append(tx, Subject::Participant, id.0, now).await
}

/// Sets where a participant lives; whoever calls checks who may. Stories keep the place they were told at.
pub(crate) async fn set_place(tx: &Tx, id: ParticipantId, place: &str, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::Place, Expr::val(place))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    change::append(tx, Subject::Participant, id.0, now).await
}

/// Writes down when a participant died, or that they live; whoever calls checks who may.
pub(crate) async fn set_died(tx: &Tx, id: ParticipantId, died_at: Option<Timestamp>) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::DiedAt, Expr::val(died_at))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// Refused once somebody's death is written down: what they wished holds, and nobody says yes for them. Asked
/// while they are held still, so that a death that is written down meanwhile waits, or is seen.
pub(crate) async fn living(tx: &Tx, id: ParticipantId) -> Result<()> {
    let row = table::Entity::find_by_id(id).one(tx.inner()).await?;
    if row.ok_or(Error::NotFound)?.died_at.is_some() {
        return Err(Error::Refused(
            "Their death is written down, and what they wished holds now",
        ));
    }
    Ok(())
}

/// Participants by the name they go by, for the operator's command line: (id, what they are called, pseudonym).
pub async fn called(db: &Db, known_as: &str) -> Result<Vec<(ParticipantId, String, String)>> {
    let names = identity::table::Entity::find()
        .filter(identity::table::Column::KnownAs.eq(known_as))
        .all(db.read())
        .await?;
    let mut found = Vec::new();
    for name in names {
        if let Some(row) = table::Entity::find_by_id(name.participant_id)
            .one(db.read())
            .await?
        {
            found.push((row.id, name.known_as, row.pseudonym));
        }
    }
    Ok(found)
}

/// Checks, while writing, that the participant is in one of the viewer's projects.
pub(crate) async fn of_team(tx: &Tx, viewer: &Viewer, id: ParticipantId) -> Result<Participant> {
    let row = table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    if viewer.is_on(row.project_id) && viewer.role() == Some(Role::Researcher) {
        return Ok(row.into());
    }
    Err(Error::NotFound)
}

/// On PostgreSQL whoever else asks for this person so waits until this transaction ends; who only writes
/// something of theirs does not: a second write of a story looks at its person, while it holds the story.
pub(crate) async fn hold_still(tx: &Tx, id: ParticipantId) -> Result<()> {
    let row = table::Entity::find_by_id(id).lock(LockType::NoKeyUpdate);
    row.one(tx.inner()).await?.map(|_| ()).ok_or(Error::NotFound)
}

impl From<table::Model> for Participant {
    fn from(row: table::Model) -> Self {
        Self {
            id: row.id,
            project: row.project_id,
            pseudonym: row.pseudonym,
            group: row.group_name,
            age_band: row.age_band,
            place: row.place,
            died_at: row.died_at,
        }
    }
}
