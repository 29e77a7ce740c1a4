//! Whether somebody can make one decision, now: a dated record, never a flag on a person, and never
//! asked for when nobody doubts it (Mental Capacity Act 2005 s1 to s3). The newest record of a decision
//! is the live one. Must never decide visibility: what it forbids is a "no" in the consent log.
mod effect;
pub(crate) mod table;

pub(crate) use effect::{Sieved, no, refusal, sieve, stories};

use std::str::FromStr as _;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::journal::{self, Entry};
use crate::{
    Able, Audience, CapacityId, CapacityMatter, CapacityOutcome, Db, Error, Form, HelpGiven, NoticeKind,
    ParticipantId, Result, StoryId, Timestamp, Tx, Viewer, audit, notice, participant,
};

/// The longest time until a finding is looked at again, in days.
pub const REVIEW_DAYS: i64 = 366;

/// A look at whether somebody can make one decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// Who decides.
    pub participant: ParticipantId,
    /// The one story that it is about; every story of theirs when `None`.
    pub story: Option<StoryId>,
    /// The one decision.
    pub matter: CapacityMatter,
    /// What made somebody doubt.
    pub doubt: String,
    /// What was done so that they could decide.
    pub help: Vec<HelpGiven>,
    /// The same in words; may be empty.
    pub help_words: String,
    /// They understand what it is about.
    pub understand: Able,
    /// They keep it in mind long enough.
    pub retain: Able,
    /// They weigh it.
    pub weigh: Able,
    /// They make their answer known, in any way.
    pub communicate: Able,
    /// What was found.
    pub outcome: CapacityOutcome,
    /// Who looked, by name and work.
    pub assessed_by: String,
    /// When somebody looks again, [`REVIEW_DAYS`] ahead at most; needed when they lack capacity.
    pub review_at: Option<Timestamp>,
}

/// A record as its capture team reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The record.
    pub id: CapacityId,
    /// What was written down; a review that is over has passed all the same.
    pub what: NewRecord,
    /// When.
    pub at: Timestamp,
    /// No newer record stands in its place. It holds past its review until then.
    pub live: bool,
}

/// The most specific thing there is to say about a cell of the grid of consent: whether deciding about it
/// is this decision. "Everyone" holds each audience, so who cannot decide about one of them cannot say it.
pub fn covers(matter: CapacityMatter, form: Form, audience: Audience) -> bool {
    let to = |whom: Audience| audience == whom || audience == Audience::Public;
    match matter {
        CapacityMatter::Capture => audience != Audience::Team && matches!(form, Form::Voice | Form::Face),
        CapacityMatter::Keep => audience == Audience::Team,
        CapacityMatter::ShowBeyond => audience != Audience::Team,
        CapacityMatter::ShowPlanners => to(Audience::Planners),
        CapacityMatter::ShowStaff => to(Audience::Staff),
        CapacityMatter::ShowLeaders => to(Audience::Leaders),
        CapacityMatter::ShowPublic => audience == Audience::Public,
    }
}

/// Writes a record down. "Lacks" puts a no in the log of consent for all it covers, and those stories wait
/// for their teller's look again; "can decide" ends what a best-interests decision gave in its place.
/// For the capture team. Refused when it does not say what the Act asks for.
pub async fn record(tx: &Tx, viewer: &Viewer, new: NewRecord, now: Timestamp) -> Result<CapacityId> {
    participant::of_team(tx, viewer, new.participant).await?;
    let by = viewer.account().ok_or(Error::NotFound)?;
    check(&new, now)?;
    participant::hold_still(tx, new.participant).await?;
    let stories = effect::stories(tx, new.participant, new.story).await?;
    let before = rows(tx.inner(), &[new.participant]).await?;
    let newest = before.iter().map(|row| row.at).max();
    let at = newest.map_or(now, |newest| now.max(newest.plus(1)));
    let help: Vec<&str> = new.help.iter().map(|help| help.as_str()).collect();
    let row = table::Model {
        id: CapacityId::fresh(),
        participant_id: new.participant,
        story_id: new.story,
        matter: new.matter,
        doubt: new.doubt,
        help: help.join(","),
        help_words: new.help_words,
        understand: new.understand,
        retain: new.retain,
        weigh: new.weigh,
        communicate: new.communicate,
        outcome: new.outcome,
        assessed_by: new.assessed_by,
        recorded_by: by,
        at,
        review_at: new.review_at.filter(|_| new.outcome == CapacityOutcome::Lacks),
    };
    for old in before.iter().filter(|old| old.is_replaced_by(&row)) {
        notice::over(tx, NoticeKind::Review, old.id.0, None, now).await?;
    }
    table::Entity::insert(table::ActiveModel {
        id: Set(row.id),
        participant_id: Set(row.participant_id),
        story_id: Set(row.story_id),
        matter: Set(row.matter),
        doubt: Set(row.doubt.clone()),
        help: Set(row.help.clone()),
        help_words: Set(row.help_words.clone()),
        understand: Set(row.understand),
        retain: Set(row.retain),
        weigh: Set(row.weigh),
        communicate: Set(row.communicate),
        outcome: Set(row.outcome),
        assessed_by: Set(row.assessed_by.clone()),
        recorded_by: Set(row.recorded_by),
        at: Set(row.at),
        review_at: Set(row.review_at),
    })
    .exec_without_returning(tx.inner())
    .await?;
    effect::apply(tx, by, &row, stories, now).await?;
    journal::note(tx, Some(by), &[Entry::from(&row)], now).await?;
    let why = format!("{} {}", row.matter, row.outcome);
    audit::note(tx, Some(by), "capacity.record", Some(row.id.0), &why, now).await?;
    Ok(row.id)
}

/// What the Act asks of a finding: help before it, one of the four abilities missing, a day to look again.
fn check(new: &NewRecord, now: Timestamp) -> Result<()> {
    let abilities = [new.understand, new.retain, new.weigh, new.communicate];
    let missing = abilities.contains(&Able::No);
    if new.outcome == CapacityOutcome::CanDecide {
        return if missing {
            Err(Error::Refused(
                "One of the four answers is no. Change that answer, or say that they cannot decide this now",
            ))
        } else {
            Ok(())
        };
    }
    if new.help.is_empty() {
        return Err(Error::Refused(
            "Help them to decide first, then tick what you did. The law asks for it",
        ));
    }
    if !missing {
        return Err(Error::Refused(
            "None of the four answers is no. Then the law says that they can decide: pick that, or look again",
        ));
    }
    let soon = |at: Timestamp| at > now && at <= now.plus_days(REVIEW_DAYS);
    if new.review_at.is_some_and(soon) {
        Ok(())
    } else {
        Err(Error::Refused("Pick when you look at it again, within a year"))
    }
}

/// The records about somebody of the viewer's projects, the newest first. For the capture team.
pub async fn list(db: &Db, viewer: &Viewer, participant: ParticipantId) -> Result<Vec<Record>> {
    of_team(db, viewer, participant).await?;
    let rows = rows(db.read(), &[participant]).await?;
    Ok(rows.iter().map(|row| shown(row, &rows)).collect())
}

/// One record. For the capture team.
pub async fn get(db: &Db, viewer: &Viewer, id: CapacityId) -> Result<Record> {
    let row = table::Entity::find_by_id(id)
        .one(db.read())
        .await?
        .ok_or(Error::NotFound)?;
    let records = list(db, viewer, row.participant_id).await?;
    let found = records.into_iter().find(|record| record.id == id);
    found.ok_or(Error::NotFound)
}

/// Nobody reads this about themselves here: a participant's own record is not the team's page of it.
pub(crate) async fn of_team(db: &Db, viewer: &Viewer, id: ParticipantId) -> Result<()> {
    let person = participant::get(db, viewer, id).await?;
    if viewer.is_on(person.project) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Every record about these people, the newest first.
pub(crate) async fn rows<C>(connection: &C, people: &[ParticipantId]) -> Result<Vec<table::Model>>
where
    C: sea_orm::ConnectionTrait,
{
    Ok(table::Entity::find()
        .filter(table::Column::ParticipantId.is_in(people.iter().copied()))
        .order_by_desc(table::Column::At)
        .order_by_desc(table::Column::Id)
        .all(connection)
        .await?)
}

/// Whether no newer one of the records stands in the place of this one.
pub(crate) fn is_live(row: &table::Model, all: &[table::Model]) -> bool {
    !all.iter().any(|other| row.is_replaced_by(other))
}

fn shown(row: &table::Model, all: &[table::Model]) -> Record {
    let [understand, retain, weigh, communicate] = row.abilities();
    Record {
        id: row.id,
        what: NewRecord {
            participant: row.participant_id,
            story: row.story_id,
            matter: row.matter,
            doubt: row.doubt.clone(),
            help: row
                .help
                .split(',')
                .filter_map(|word| HelpGiven::from_str(word).ok())
                .collect(),
            help_words: row.help_words.clone(),
            understand,
            retain,
            weigh,
            communicate,
            outcome: row.outcome,
            assessed_by: row.assessed_by.clone(),
            review_at: row.review_at,
        },
        at: row.at,
        live: is_live(row, all),
    }
}
