//! The line of a family: stories of several members in the order they were told, across the services. A story
//! is in it where the rule shows it to this viewer and its teller said yes to standing there for an audience
//! that the viewer belongs to. Nobody else is shown, counted or hinted at. A story whose name was ever given to
//! somebody beyond the team stands alone: in the line it would name the others, and the teller's other stories.
use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{all, answers};
use crate::participant::table as person;
use crate::policy::sql;
use crate::story::{self, Shown, table};
use crate::{
    Db, Error, FamilyId, ParticipantId, Relative, Result, Role, Service, StoryId, Timestamp, Viewer, consent,
};

/// The most stories of one line.
const MOST: u64 = 500;

/// A story in the line, behind the pseudonym.
#[derive(Clone, Debug)]
pub struct Card {
    /// The story as this viewer gets it.
    pub story: Shown,
    /// What its teller is to the others.
    pub relation: Relative,
    /// Which service knows its teller.
    pub service: Service,
}

/// A family as one viewer sees it.
#[derive(Clone, Debug)]
pub struct Line {
    /// The family.
    pub id: FamilyId,
    /// How many members have a story in it for this viewer; two or more.
    pub people: usize,
    /// In the order they were told.
    pub cards: Vec<Card>,
}

type Members = HashMap<ParticipantId, (Relative, Service)>;

/// Whose stories stand in the line for this viewer and which, in the order they were told; `None` where fewer than
/// two members have one in it.
async fn standing(
    db: &Db,
    viewer: &Viewer,
    id: FamilyId,
    now: Timestamp,
) -> Result<Option<(Members, Vec<StoryId>)>> {
    if !viewer.role().is_some_and(Role::is_staff) {
        return Ok(None);
    }
    let members: Members = all(db, id)
        .await?
        .into_iter()
        .filter(|(row, _, live)| answers::willing(viewer, row, live))
        .map(|(row, kin, _)| (row.id, (kin.relation, kin.service)))
        .collect();
    if members.len() < 2 {
        return Ok(None);
    }
    let rows: Vec<(StoryId, ParticipantId)> = table::Entity::find()
        .select_only()
        .columns([table::Column::Id, table::Column::ParticipantId])
        .filter(sql::visible(viewer, now))
        .filter(table::Column::ParticipantId.is_in(members.keys().copied()))
        .order_by_asc(table::Column::ToldAt)
        .order_by_asc(table::Column::Id)
        .limit(MOST)
        .into_tuple()
        .all(db.read())
        .await?;
    let told: Vec<StoryId> = rows.iter().map(|(story, _)| *story).collect();
    let answers = consent::answers(db.read(), &told).await?;
    let is_named = |story: &StoryId| {
        let answers = answers.get(story);
        answers.is_some_and(|answers| story::was_named(answers))
    };
    let rows: Vec<_> = rows.into_iter().filter(|(story, _)| !is_named(story)).collect();
    let people: HashSet<ParticipantId> = rows.iter().map(|(_, teller)| *teller).collect();
    let ids = rows.into_iter().map(|(story, _)| story).collect();
    Ok((people.len() >= 2).then_some((members, ids)))
}

/// The line of a family for staff. Not found where fewer than two members have a story in it: one alone is
/// no family page, and would tell that others said no.
pub async fn line(db: &Db, viewer: &Viewer, id: FamilyId, now: Timestamp) -> Result<Line> {
    let Some((members, ids)) = standing(db, viewer, id, now).await? else {
        return Err(Error::NotFound);
    };
    let cards: Vec<Card> = story::unnamed(db, viewer, &ids, now)
        .await?
        .into_iter()
        .filter_map(|story| {
            let (relation, service) = *members.get(&story.participant)?;
            Some(Card {
                story,
                relation,
                service,
            })
        })
        .collect();
    let people: HashSet<ParticipantId> = cards.iter().map(|card| card.story.participant).collect();
    if people.len() < 2 {
        return Err(Error::NotFound);
    }
    Ok(Line {
        id,
        people: people.len(),
        cards,
    })
}

/// The family in whose line this story stands for the viewer, if there is one.
pub async fn line_of(db: &Db, viewer: &Viewer, shown: &Shown, now: Timestamp) -> Result<Option<FamilyId>> {
    let row = person::Entity::find_by_id(shown.participant)
        .one(db.read())
        .await?;
    let Some(family) = row.and_then(|row| row.family_id) else {
        return Ok(None);
    };
    let standing = standing(db, viewer, family, now).await?;
    Ok(standing
        .is_some_and(|(_, stories)| stories.contains(&shown.id))
        .then_some(family))
}
