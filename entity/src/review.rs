//! What is to be looked at again: findings that somebody lacks capacity, and decisions for them. A review
//! that is late ends nothing by itself. Must never say more than whom, what and when.
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    CapacityMatter, Db, Error, NoticeKind, ParticipantId, ProjectId, Result, StoryId, Timestamp, Tx, Viewer,
    best_interests, capacity, notice, participant, project,
};

/// How many days before it a review is told.
pub const AHEAD_DAYS: i64 = 14;

/// One thing to look at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The record or decision.
    pub subject: Uuid,
    /// Whose it is.
    pub participant: ParticipantId,
    /// Their pseudonym.
    pub pseudonym: String,
    /// In which project.
    pub project: ProjectId,
    /// What it is about.
    pub matter: CapacityMatter,
    /// About which story, when it is about one.
    pub story: Option<StoryId>,
    /// It is a best-interests decision, not a finding about capacity.
    pub best_interests: bool,
    /// When it is due.
    pub at: Timestamp,
}

impl Review {
    /// Whether it is time, by [`AHEAD_DAYS`].
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.at <= now.plus_days(AHEAD_DAYS)
    }
}

/// Every review of the viewer's projects, the next one first. For capture teams.
pub async fn list(db: &Db, viewer: &Viewer) -> Result<Vec<Review>> {
    let signed = viewer.signed().ok_or(Error::NotFound)?;
    let projects = signed.projects.iter().copied();
    let people = participant::table::Entity::find()
        .filter(participant::table::Column::ProjectId.is_in(projects.filter(|id| viewer.is_on(*id))))
        .all(db.read())
        .await?;
    of(db.read(), people).await
}

/// Tells each capture team what is due. Told once, until it was put away or looked at again. Answers how
/// many are due.
pub async fn remind(tx: &Tx, now: Timestamp) -> Result<usize> {
    let soon = now.plus_days(AHEAD_DAYS);
    let records = capacity::table::Entity::find()
        .filter(capacity::table::Column::ReviewAt.lte(soon))
        .all(tx.inner())
        .await?;
    let decisions = best_interests::table::Entity::find()
        .filter(best_interests::table::Column::ReviewAt.lte(soon))
        .all(tx.inner())
        .await?;
    let people = records.iter().map(|row| row.participant_id);
    let people: Vec<ParticipantId> = people
        .chain(decisions.iter().map(|row| row.participant_id))
        .collect();
    let people = participant::table::Entity::find()
        .filter(participant::table::Column::Id.is_in(people))
        .all(tx.inner())
        .await?;
    let mut due = of(tx.inner(), people).await?;
    due.retain(|review| review.is_due(now));
    for review in &due {
        let team = project::member::Entity::find()
            .filter(project::member::Column::ProjectId.eq(review.project))
            .all(tx.inner())
            .await?;
        for member in team {
            let (kind, subject) = (NoticeKind::Review, review.subject);
            notice::tell(tx, member.account_id, kind, subject, review.story, now).await?;
        }
    }
    Ok(due.len())
}

async fn of<C>(connection: &C, people: Vec<participant::table::Model>) -> Result<Vec<Review>>
where
    C: sea_orm::ConnectionTrait,
{
    let ids: Vec<ParticipantId> = people.iter().map(|person| person.id).collect();
    let all_records = capacity::rows(connection, &ids).await?;
    let all_decisions = best_interests::rows(connection, &ids).await?;
    let mut found = Vec::new();
    for person in people {
        let own = |id: ParticipantId| id == person.id;
        let records: Vec<_> = all_records
            .iter()
            .filter(|row| own(row.participant_id))
            .cloned()
            .collect();
        let decisions: Vec<_> = all_decisions
            .iter()
            .filter(|row| own(row.participant_id))
            .cloned()
            .collect();
        let review = |subject, matter, story, best_interests, at| Review {
            subject,
            participant: person.id,
            pseudonym: person.pseudonym.clone(),
            project: person.project_id,
            matter,
            story,
            best_interests,
            at,
        };
        for row in records.iter().filter(|row| capacity::is_live(row, &records)) {
            if let Some(at) = row.review_at {
                found.push(review(row.id.0, row.matter, row.story_id, false, at));
            }
        }
        let live = decisions
            .iter()
            .filter(|row| best_interests::is_live(row, &decisions, &records));
        found.extend(live.map(|row| review(row.id.0, row.matter, row.story_id, true, row.review_at)));
    }
    found.sort_by_key(|review| (review.at, review.subject));
    Ok(found)
}
