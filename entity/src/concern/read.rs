//! Reading worries: for safeguarding leads all of it, for information governance how many and how old.
use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::steps::{Head, is_closed, is_triaged, lead, lines_of, open};
use super::{AbuseType, Hurt, Known, Outcome, Step, WordsOf, entry, table};
use crate::identity::{self, Identity};
use crate::{
    AccountId, ConcernId, Db, Error, ParticipantId, Result, Role, StoryId, Timestamp, Tx, Viewer, account,
    audit, participant, setting,
};

const HOUR: i64 = 60 * 60 * 1000;

/// Hours as milliseconds.
pub(super) fn ms(hours: i64) -> i64 {
    hours.max(0).saturating_mul(HOUR)
}

/// The three answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Triage {
    /// Needs for care and support.
    pub needs: Known,
    /// Experiencing, or at risk of, abuse or neglect.
    pub risk: Known,
    /// Unable to protect themselves because of those needs.
    pub unable: Known,
}

/// A line of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What was done.
    pub step: Step,
    /// The name of who did it; empty for the program and the teller.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The three answers, where they were given.
    pub triage: Option<Triage>,
    /// Whether the person was asked what they want.
    pub asked: Option<bool>,
    /// The types that were picked.
    pub types: Vec<AbuseType>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// In words.
    pub words: String,
}

/// A worry with everything that was done about it.
#[derive(Clone, Debug)]
pub struct Concern {
    /// The worry.
    pub id: ConcernId,
    /// The story that worries, if there is one. The rule says whether there is anything of it to read.
    pub story: Option<StoryId>,
    /// About whom.
    pub participant: ParticipantId,
    /// Their names and contact: safeguarding has to reach the person.
    pub person: Option<Identity>,
    /// What the stories call them.
    pub pseudonym: String,
    /// The name of who raised it; empty when the teller did.
    pub raised_by: String,
    /// The teller raised it.
    pub by_teller: bool,
    /// In whose words.
    pub words_of: WordsOf,
    /// What the teller picked.
    pub hurt: Option<Hurt>,
    /// What was seen or heard.
    pub note: String,
    /// When it was raised.
    pub at: Timestamp,
    /// When the three questions are to be answered.
    pub due: Timestamp,
    /// The three questions are answered, none is open.
    pub triaged: bool,
    /// It is over.
    pub closed: bool,
    /// The teller has taken the story back.
    pub taken_back: bool,
    /// Its history, oldest first.
    pub lines: Vec<Line>,
}

impl Concern {
    /// Whether the three questions have waited too long.
    pub fn is_late(&self, now: Timestamp) -> bool {
        !self.triaged && !self.closed && self.due <= now
    }

    /// The newest line of a kind.
    pub fn newest(&self, step: Step) -> Option<&Line> {
        self.lines.iter().rev().find(|line| line.step == step)
    }
}

/// How many worries are open, for those who may not read them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not closed.
    pub open: usize,
    /// Of them, those whose questions have waited too long.
    pub late: usize,
    /// When the oldest open one was raised.
    pub oldest: Option<Timestamp>,
}

fn line(row: entry::Model, names: &HashMap<AccountId, String>) -> Line {
    let triage = row.needs.zip(row.risk).zip(row.unable);
    Line {
        step: row.step,
        by: row
            .account_id
            .and_then(|id| names.get(&id).cloned())
            .unwrap_or_default(),
        at: row.at,
        triage: triage.map(|((needs, risk), unable)| Triage { needs, risk, unable }),
        asked: row.asked,
        types: row.types.split(',').filter_map(|one| one.parse().ok()).collect(),
        outcome: row.outcome,
        words: row.words,
    }
}

async fn filled(db: &Db, rows: Vec<(table::Model, Vec<entry::Model>)>) -> Result<Vec<Concern>> {
    let people: Vec<ParticipantId> = rows.iter().map(|(row, _)| row.participant_id).collect();
    let mut pseudonyms: HashMap<ParticipantId, String> = participant::table::Entity::find()
        .filter(participant::table::Column::Id.is_in(people.iter().copied()))
        .all(db.read())
        .await?
        .into_iter()
        .map(|row| (row.id, row.pseudonym))
        .collect();
    let persons = identity::of(db.read(), people).await?;
    let names = account::staff_names(db).await?;
    let hours = setting::get(db).await?.worry_hours;
    for (row, _) in &rows {
        pseudonyms.entry(row.participant_id).or_default();
    }
    Ok(rows
        .into_iter()
        .map(|(row, lines)| Concern {
            id: row.id,
            story: row.story_id,
            participant: row.participant_id,
            person: persons.get(&row.participant_id).cloned(),
            pseudonym: pseudonyms.get(&row.participant_id).cloned().unwrap_or_default(),
            raised_by: names.get(&row.raised_by).cloned().unwrap_or_default(),
            by_teller: row.by_teller,
            words_of: row.words_of,
            hurt: row.hurt,
            note: row.note,
            at: row.at,
            due: row.at.plus(ms(hours)),
            triaged: is_triaged(&lines),
            closed: is_closed(&lines),
            taken_back: is_taken_back(&lines),
            lines: lines.into_iter().map(|row| line(row, &names)).collect(),
        })
        .collect())
}

fn is_taken_back(lines: &[entry::Model]) -> bool {
    let mut moves = lines.iter().rev().map(|line| line.step);
    moves.find(|step| matches!(step, Step::TakenBack | Step::BroughtBack)) == Some(Step::TakenBack)
}

/// Open worries, as many as a page shows, and what is to be known of all of them.
#[derive(Clone, Debug, Default)]
pub struct OpenOnes {
    /// The late ones first, then those whose questions wait, then the oldest.
    pub concerns: Vec<Concern>,
    /// How many there are in all.
    pub all: usize,
    /// Of them, those whose questions have waited too long.
    pub late: usize,
    /// The stories that they are about.
    pub stories: HashSet<StoryId>,
}

/// Open worries from a place in their order on, at most `most`. For safeguarding leads.
pub async fn list(db: &Db, viewer: &Viewer, from: usize, most: usize, now: Timestamp) -> Result<OpenOnes> {
    lead(viewer)?;
    let since = late_since(db, now).await?;
    let mut heads = open(db.read(), None).await?;
    let is_late = |head: &Head| !head.triaged && head.at <= since;
    heads.sort_by_key(|head| (!is_late(head), head.triaged, head.at));
    let ids: Vec<ConcernId> = heads.iter().skip(from).take(most).map(|head| head.id).collect();
    let mut concerns = by_ids(db, &ids).await?;
    concerns.sort_by_key(|concern| ids.iter().position(|id| *id == concern.id));
    Ok(OpenOnes {
        concerns,
        all: heads.len(),
        late: heads.iter().filter(|head| is_late(head)).count(),
        stories: heads.iter().filter_map(|head| head.story).collect(),
    })
}

/// Worries raised by then have waited too long.
async fn late_since(db: &Db, now: Timestamp) -> Result<Timestamp> {
    Ok(now.plus(-ms(setting::get(db).await?.worry_hours)))
}

/// Worries that are over, at most as many, the newest first. For safeguarding leads.
pub async fn closed(db: &Db, viewer: &Viewer, limit: u64) -> Result<Vec<Concern>> {
    lead(viewer)?;
    let over: Vec<ConcernId> = entry::Entity::find()
        .select_only()
        .column(entry::Column::ConcernId)
        .filter(entry::Column::Step.eq(Step::Closed))
        .order_by_desc(entry::Column::At)
        .limit(limit)
        .into_tuple()
        .all(db.read())
        .await?;
    by_ids(db, &over).await
}

async fn by_ids(db: &Db, ids: &[ConcernId]) -> Result<Vec<Concern>> {
    let rows = table::Entity::find()
        .filter(table::Column::Id.is_in(ids.iter().copied()))
        .order_by_desc(table::Column::At)
        .all(db.read())
        .await?;
    let mut lines = lines_of(db.read(), ids).await?;
    let rows = rows.into_iter().map(|row| {
        let lines = lines.remove(&row.id).unwrap_or_default();
        (row, lines)
    });
    filled(db, rows.collect()).await
}

/// One worry. For safeguarding leads.
pub async fn get(db: &Db, viewer: &Viewer, id: ConcernId) -> Result<Concern> {
    lead(viewer)?;
    by_ids(db, &[id]).await?.pop().ok_or(Error::NotFound)
}

/// Notes that the lead reads a worry, names and all.
pub async fn opened(tx: &Tx, viewer: &Viewer, id: ConcernId, now: Timestamp) -> Result<()> {
    let lead = lead(viewer)?;
    audit::note(tx, Some(lead), "concern.opened", Some(id.0), "", now).await
}

/// How many worries wait and since when; not a word of them. For safeguarding and information governance.
pub async fn counts(db: &Db, viewer: &Viewer, now: Timestamp) -> Result<Counts> {
    if !matches!(viewer.role(), Some(Role::Safeguarding | Role::Governance)) {
        return Err(Error::NotFound);
    }
    let since = late_since(db, now).await?;
    let open = open(db.read(), None).await?;
    Ok(Counts {
        open: open.len(),
        late: open
            .iter()
            .filter(|head| !head.triaged && head.at <= since)
            .count(),
        oldest: open.first().map(|head| head.at),
    })
}

/// Stories whose worries have waited too long.
pub(crate) async fn late_stories(db: &Db, now: Timestamp) -> Result<Vec<StoryId>> {
    let since = late_since(db, now).await?;
    Ok(open(db.read(), None)
        .await?
        .into_iter()
        .filter(|head| !head.triaged && head.at <= since)
        .filter_map(|head| head.story)
        .collect())
}
