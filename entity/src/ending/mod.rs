//! What the capture team sees of yeses that end and of tellers who are to be reminded: by pseudonym and ids,
//! never a word of a story.
use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::asking::{SOON_DAYS, ends_soon, live_yeses};
use crate::{
    Audience, Db, Error, NoticeKind, ParticipantId, ProjectId, Result, StoryId, Timestamp, Viewer, age,
    consent, notice, participant, permission, project, story,
};

/// A yes, or a permission, that ends within [`SOON_DAYS`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Whose it is.
    pub participant: ParticipantId,
    /// The name used in place of theirs.
    pub pseudonym: String,
    /// The story; nothing for a permission, which is for all of them.
    pub story: Option<StoryId>,
    /// Who gave it, for a permission ("Mum").
    pub relation: Option<String>,
    /// It ends because they are 18 then; one line for all their permissions that would go on.
    pub birthday: bool,
    /// Whom it is for.
    pub audiences: Vec<Audience>,
    /// When the first part of it ends.
    pub until: Timestamp,
    /// When the teller was asked about it.
    pub asked_at: Option<Timestamp>,
}

/// Everything of the viewer's projects that ends soon, what ends first before all others.
pub async fn soon(db: &Db, viewer: &Viewer, now: Timestamp) -> Result<Vec<Ending>> {
    let projects = projects(viewer)?;
    let people: HashMap<ParticipantId, participant::table::Model> = participant::table::Entity::find()
        .filter(participant::table::Column::ProjectId.is_in(open(db, projects).await?))
        .filter(participant::table::Column::DiedAt.is_null())
        .all(db.read())
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let mut found = yeses(db, &people, now).await?;
    found.extend(permissions(db, &people, now).await?);
    found.sort_by_key(|ending| (ending.until, ending.pseudonym.clone()));
    Ok(found)
}

fn projects(viewer: &Viewer) -> Result<Vec<ProjectId>> {
    let signed = viewer.signed().ok_or(Error::NotFound)?;
    Ok(signed
        .projects
        .iter()
        .copied()
        .filter(|project| viewer.is_on(*project))
        .collect())
}

async fn open(db: &Db, projects: Vec<ProjectId>) -> Result<Vec<ProjectId>> {
    Ok(project::table::Entity::find()
        .select_only()
        .column(project::table::Column::Id)
        .filter(project::table::Column::Id.is_in(projects))
        .filter(project::table::Column::ClosedAt.is_null())
        .into_tuple()
        .all(db.read())
        .await?)
}

async fn yeses(
    db: &Db,
    people: &HashMap<ParticipantId, participant::table::Model>,
    now: Timestamp,
) -> Result<Vec<Ending>> {
    let ending = sea_orm::sea_query::Query::select()
        .column(consent::table::Column::StoryId)
        .from(consent::table::Entity)
        .and_where(consent::table::Column::Answer.eq(true))
        .and_where(consent::table::Column::Until.gt(now))
        .and_where(consent::table::Column::Until.lte(now.plus_days(SOON_DAYS)))
        .take();
    let rows = story::table::Entity::find()
        .filter(story::table::Column::ParticipantId.is_in(people.keys().copied()))
        .filter(story::table::Column::SentAt.is_not_null())
        .filter(story::table::Column::WithdrawnAt.is_null())
        .filter(story::table::Column::Id.in_subquery(ending))
        .all(db.read())
        .await?;
    let facts = story::facts_of(db.read(), &rows).await?;
    let ids: Vec<StoryId> = rows.iter().map(|row| row.id).collect();
    let told = notice::latest(db, NoticeKind::EndsSoon, &ids).await?;
    let soon = now.plus_days(SOON_DAYS);
    let mut found = Vec::new();
    for row in rows {
        let (Some(facts), Some(person)) = (facts.get(&row.id), people.get(&row.participant_id)) else {
            continue;
        };
        let live = live_yeses(facts, now);
        // What a held story is about is with the safeguarding lead.
        let Some(until) = ends_soon(&live, now).filter(|_| !facts.held) else {
            continue;
        };
        let mut audiences: Vec<Audience> = live
            .iter()
            .filter(|(_, _, until)| until.is_some_and(|until| until <= soon))
            .map(|(_, audience, _)| *audience)
            .collect();
        audiences.dedup();
        let answered = facts.answers.iter().map(|answer| answer.at).max();
        found.push(Ending {
            participant: row.participant_id,
            pseudonym: person.pseudonym.clone(),
            story: Some(row.id),
            relation: None,
            birthday: false,
            audiences,
            until,
            asked_at: told
                .get(&row.id)
                .copied()
                .filter(|at| answered.is_none_or(|answered| *at >= answered)),
        });
    }
    Ok(found)
}

/// Of a permission what ends it first: its own end, or that they are 18.
async fn permissions(
    db: &Db,
    people: &HashMap<ParticipantId, participant::table::Model>,
    now: Timestamp,
) -> Result<Vec<Ending>> {
    let rows = permission::table::Entity::find()
        .filter(permission::table::Column::ParticipantId.is_in(people.keys().copied()))
        .filter(permission::table::Column::EndedAt.is_null())
        .order_by_asc(permission::table::Column::At)
        .order_by_asc(permission::table::Column::Id)
        .all(db.read())
        .await?;
    let birthdays = age::birthdays(db.read(), people.keys().copied(), now).await?;
    let soon = now.plus_days(SOON_DAYS);
    let mut found: Vec<Ending> = Vec::new();
    for row in rows {
        let shown = permission::shown(row, now);
        let grown_at = birthdays.get(&shown.participant).copied();
        let end = shown.until.into_iter().chain(grown_at).min();
        let (Some(person), Some(until)) = (
            people.get(&shown.participant).filter(|_| shown.live),
            end.filter(|end| *end <= soon),
        ) else {
            continue;
        };
        let birthday = grown_at == Some(until);
        let same = |one: &&mut Ending| birthday && one.birthday && one.participant == shown.participant;
        if let Some(one) = found.iter_mut().find(same) {
            one.audiences.extend(shown.audiences);
            one.audiences.sort_unstable();
            one.audiences.dedup();
            continue;
        }
        found.push(Ending {
            participant: shown.participant,
            pseudonym: person.pseudonym.clone(),
            story: None,
            relation: Some(shown.relation),
            birthday,
            audiences: shown.audiences,
            until,
            asked_at: None,
        });
    }
    Ok(found)
}

/// Somebody who is to look at their story and may not open the phone by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToRemind {
    /// Whose story.
    pub participant: ParticipantId,
    /// The name used in place of theirs.
    pub pseudonym: String,
    /// When they were told that it is time to look.
    pub since: Timestamp,
}

/// Whom the team of one of the viewer's projects can remind to look at a story, who waits longest first.
pub async fn to_remind(db: &Db, viewer: &Viewer, project: ProjectId) -> Result<Vec<ToRemind>> {
    if !viewer.is_on(project) {
        return Err(Error::NotFound);
    }
    let told: Vec<(StoryId, Timestamp)> = notice::open(db, viewer)
        .await?
        .into_iter()
        .filter(|notice| notice.kind == NoticeKind::LookNow)
        .filter_map(|notice| Some((notice.story?, notice.at)))
        .collect();
    let rows = story::table::Entity::find()
        .filter(story::table::Column::Id.is_in(told.iter().map(|(id, _)| *id)))
        .filter(story::table::Column::ProjectId.eq(project))
        .filter(story::table::Column::WithdrawnAt.is_null())
        .all(db.read())
        .await?;
    let facts = story::facts_of(db.read(), &rows).await?;
    let mut found: Vec<ToRemind> = Vec::new();
    for row in rows {
        let waits = facts
            .get(&row.id)
            .is_some_and(|facts| !facts.held && !facts.released && facts.project_open);
        let Some((_, since)) = told.iter().find(|(id, _)| *id == row.id).filter(|_| waits) else {
            continue;
        };
        let person = participant::get(db, viewer, row.participant_id).await?;
        match found.iter_mut().find(|other| other.participant == person.id) {
            Some(other) => other.since = other.since.min(*since),
            None => found.push(ToRemind {
                participant: person.id,
                pseudonym: person.pseudonym,
                since: *since,
            }),
        }
    }
    found.sort_by_key(|one| one.since);
    Ok(found)
}
