//! Projects: an engagement, evaluation or research effort with its lawful basis, and its capture team.
pub(crate) mod member;
pub(crate) mod table;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    AccountId, Db, Error, ProjectId, ProjectKind, Result, Role, Subject, Timestamp, Tx, Viewer, audit,
    change,
    journal::{self, Entry},
};

/// What a project is opened with. Lawful basis, condition and retention are the controller's,
/// whatever people permit (UK GDPR articles 6, 9 and 5(1)(e)).
#[derive(Clone, Debug)]
pub struct NewProject {
    /// As people read it.
    pub name: String,
    /// Engagement, evaluation or research.
    pub kind: ProjectKind,
    /// What it is for.
    pub about: String,
    /// UK GDPR article 6.
    pub lawful_basis: String,
    /// UK GDPR article 9.
    pub special_condition: String,
    /// How long stories are kept, in months.
    pub retention_months: i32,
    /// Research: the ethics committee's reference.
    pub approval_reference: Option<String>,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// The project.
    pub id: ProjectId,
    /// As people read it.
    pub name: String,
    /// Engagement, evaluation or research.
    pub kind: ProjectKind,
    /// What it is for.
    pub about: String,
    /// UK GDPR article 6.
    pub lawful_basis: String,
    /// UK GDPR article 9.
    pub special_condition: String,
    /// How long stories are kept, in months.
    pub retention_months: i32,
    /// Research: the ethics committee's reference.
    pub approval_reference: Option<String>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed, if it was.
    pub closed_at: Option<Timestamp>,
}

/// Opens a project; the researcher who opens it is in its capture team.
pub async fn open(tx: &Tx, viewer: &Viewer, new: NewProject, now: Timestamp) -> Result<ProjectId> {
    let signed = viewer
        .signed()
        .filter(|signed| signed.role == Role::Researcher)
        .ok_or(Error::NotFound)?;
    if new.kind == ProjectKind::Research && new.approval_reference.is_none() {
        return Err(Error::Refused(
            "Research needs the reference of its ethics approval before it opens.",
        ));
    }
    let id = ProjectId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        name: Set(new.name),
        kind: Set(new.kind),
        about: Set(new.about),
        lawful_basis: Set(new.lawful_basis),
        special_condition: Set(new.special_condition),
        retention_months: Set(new.retention_months),
        approval_reference: Set(new.approval_reference),
        opened_by: Set(signed.account),
        opened_at: Set(now),
        closed_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    join(tx, id, signed.account).await?;
    audit::note(tx, Some(signed.account), "project.open", Some(id.0), "", now).await?;
    Ok(id)
}

/// Puts an account in the capture team.
pub async fn join(tx: &Tx, project: ProjectId, account: AccountId) -> Result<()> {
    member::Entity::insert(member::ActiveModel {
        project_id: Set(project),
        account_id: Set(account),
    })
    .exec_without_returning(tx.inner())
    .await?;
    Ok(())
}

/// Closes a project: its stories are for their tellers only from now on.
pub async fn close(tx: &Tx, viewer: &Viewer, id: ProjectId, now: Timestamp) -> Result<()> {
    if !viewer.is_on(id) {
        return Err(Error::NotFound);
    }
    table::Entity::update(table::ActiveModel {
        id: Set(id),
        closed_at: Set(Some(now)),
        ..Default::default()
    })
    .exec(tx.inner())
    .await?;
    change::append(tx, Subject::Project, id.0, now).await?;
    journal::note(tx, viewer.account(), &[Entry::Closed { project: id }], now).await?;
    audit::note(tx, viewer.account(), "project.close", Some(id.0), "", now).await
}

/// The projects whose capture team the viewer is in, newest first.
pub async fn mine(db: &Db, viewer: &Viewer) -> Result<Vec<Project>> {
    let ids = viewer
        .signed()
        .map(|signed| signed.projects.clone())
        .unwrap_or_default();
    let rows = table::Entity::find()
        .filter(table::Column::Id.is_in(ids))
        .order_by_desc(table::Column::OpenedAt)
        .all(db.read())
        .await?;
    Ok(rows.into_iter().map(Project::from).collect())
}

/// One project of the viewer's.
pub async fn get(db: &Db, viewer: &Viewer, id: ProjectId) -> Result<Project> {
    if !viewer.is_on(id) {
        return Err(Error::NotFound);
    }
    let row = table::Entity::find_by_id(id).one(db.read()).await?;
    row.map(Project::from).ok_or(Error::NotFound)
}

impl From<table::Model> for Project {
    fn from(row: table::Model) -> Self {
        Self {
            id: row.id,
            name: row.name,
            kind: row.kind,
            about: row.about,
            lawful_basis: row.lawful_basis,
            special_condition: row.special_condition,
            retention_months: row.retention_months,
            approval_reference: row.approval_reference,
            opened_at: row.opened_at,
            closed_at: row.closed_at,
        }
    }
}
