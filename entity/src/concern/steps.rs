//! What is done about a worry: each step is a line of its history. Must never change or take away a line.
use std::collections::HashMap;

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _,
};
use uuid::Uuid;

use super::{AbuseType, Known, Outcome, Step, entry, table};
use crate::journal::{self, Entry};
use crate::{
    AccountId, ConcernId, Error, NoticeKind, Result, Role, StoryId, Timestamp, Tx, Viewer, account, audit,
    notice, setting,
};

/// A step that somebody takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum New {
    /// The three questions of section 42(1): needs for care and support; experiencing or at risk of abuse or
    /// neglect; unable to protect themselves because of those needs.
    Triage {
        /// Needs for care and support.
        needs: Known,
        /// Experiencing, or at risk of, abuse or neglect.
        risk: Known,
        /// Unable to protect themselves because of those needs.
        unable: Known,
    },
    /// The person's own wishes, or why they were not asked.
    Wishes {
        /// Whether they were asked.
        asked: bool,
        /// What they want, or why nobody asked.
        words: String,
    },
    /// Which of the ten types it looks like.
    Types(Vec<AbuseType>),
    /// The number that another service knows it by.
    Referral(String),
    /// Anything else.
    Note(String),
    /// More from the teller who raised it.
    Told(String),
    /// It is over.
    Closed {
        /// How it ended.
        outcome: Outcome,
        /// In the lead's words.
        words: String,
    },
}

fn line(concern: ConcernId, step: Step, by: Option<AccountId>, now: Timestamp) -> entry::ActiveModel {
    entry::ActiveModel {
        id: Set(Uuid::now_v7()),
        concern_id: Set(concern),
        step: Set(step),
        account_id: Set(by),
        at: Set(now),
        needs: Set(None),
        risk: Set(None),
        unable: Set(None),
        asked: Set(None),
        types: Set(String::new()),
        outcome: Set(None),
        words: Set(String::new()),
    }
}

async fn keep(tx: &Tx, line: entry::ActiveModel) -> Result<()> {
    entry::Entity::insert(line)
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// Adds a line; whoever calls checks who may.
pub(crate) async fn append(
    tx: &Tx,
    id: ConcernId,
    by: Option<AccountId>,
    new: &New,
    now: Timestamp,
) -> Result<()> {
    let step = match new {
        New::Triage { .. } => Step::Triage,
        New::Wishes { .. } => Step::Wishes,
        New::Types(_) => Step::Types,
        New::Referral(_) => Step::Referral,
        New::Note(_) => Step::Note,
        New::Told(_) => Step::Told,
        New::Closed { .. } => Step::Closed,
    };
    let mut line = line(id, step, by, now);
    match new {
        New::Triage { needs, risk, unable } => {
            line.needs = Set(Some(*needs));
            line.risk = Set(Some(*risk));
            line.unable = Set(Some(*unable));
        }
        New::Wishes { asked, words } => {
            line.asked = Set(Some(*asked));
            line.words = Set(words.clone());
        }
        New::Types(types) => {
            let words: Vec<&str> = types.iter().map(|one| one.as_str()).collect();
            line.types = Set(words.join(","));
        }
        New::Referral(words) | New::Note(words) | New::Told(words) => line.words = Set(words.clone()),
        New::Closed { outcome, words } => {
            line.outcome = Set(Some(*outcome));
            line.words = Set(words.clone());
        }
    }
    keep(tx, line).await?;
    let what = format!("concern.{step}");
    audit::note(tx, by, &what, Some(id.0), "", now).await
}

/// Adds a step. For safeguarding leads. A worry is closed once the three questions are answered and the
/// person's wishes, or why nobody asked, are written down; after that only notes are added.
pub async fn add(tx: &Tx, viewer: &Viewer, id: ConcernId, new: &New, now: Timestamp) -> Result<()> {
    let lead = lead(viewer)?;
    table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    let mut lines = lines_of(tx.inner(), &[id]).await?;
    let lines = lines.remove(&id).unwrap_or_default();
    if is_closed(&lines) && !matches!(new, New::Note(_)) {
        return Err(Error::Conflict("This worry is closed. Write a note instead."));
    }
    if matches!(new, New::Closed { .. }) {
        if !is_triaged(&lines) {
            return Err(Error::Refused("Answer the three questions first"));
        }
        if !lines.iter().any(|line| line.step == Step::Wishes) {
            return Err(Error::Refused("Write down what the person wants first"));
        }
        notice::over(tx, NoticeKind::Worry, id.0, None, now).await?;
        notice::over(tx, NoticeKind::WorryLate, id.0, None, now).await?;
    }
    append(tx, id, Some(lead), new, now).await?;
    journal::note(tx, Some(lead), noted(id, new).as_slice(), now).await
}

/// What the journal keeps of a step: the answers without words that open or close the story's way.
fn noted(concern: ConcernId, new: &New) -> Option<Entry> {
    match *new {
        New::Triage { needs, risk, unable } => Some(Entry::Triaged {
            concern,
            needs,
            risk,
            unable,
        }),
        New::Closed { outcome, .. } => Some(Entry::WorryClosed { concern, outcome }),
        _ => None,
    }
}

pub(super) fn lead(viewer: &Viewer) -> Result<AccountId> {
    viewer
        .signed()
        .filter(|signed| signed.role == Role::Safeguarding)
        .map(|signed| signed.account)
        .ok_or(Error::NotFound)
}

/// Every line of several worries, oldest first.
pub(super) async fn lines_of<C: ConnectionTrait>(
    connection: &C,
    ids: &[ConcernId],
) -> Result<HashMap<ConcernId, Vec<entry::Model>>> {
    let rows = entry::Entity::find()
        .filter(entry::Column::ConcernId.is_in(ids.iter().copied()))
        .order_by_asc(entry::Column::At)
        .order_by_asc(entry::Column::Id)
        .all(connection)
        .await?;
    let mut found: HashMap<ConcernId, Vec<entry::Model>> = HashMap::new();
    for row in rows {
        found.entry(row.concern_id).or_default().push(row);
    }
    Ok(found)
}

/// The newest answers to the three questions leave none of them open.
pub(super) fn is_triaged(lines: &[entry::Model]) -> bool {
    let newest = lines.iter().rev().find(|line| line.step == Step::Triage);
    newest.is_some_and(|line| is_answered((line.needs, line.risk, line.unable)))
}

pub(super) fn is_closed(lines: &[entry::Model]) -> bool {
    lines.iter().any(|line| line.step == Step::Closed)
}

/// What clocks and counts need of an open worry: not a word of it.
pub(super) struct Head {
    pub id: ConcernId,
    pub story: Option<StoryId>,
    pub at: Timestamp,
    /// The newest answers to the three questions leave none of them open.
    pub triaged: bool,
    /// When the leads were told again.
    pub told_again: Option<Timestamp>,
}

/// Worries that are not closed, the oldest first; with a story, those about it.
pub(super) async fn open<C: ConnectionTrait>(connection: &C, about: Option<StoryId>) -> Result<Vec<Head>> {
    let closed = sea_orm::sea_query::Query::select()
        .column(entry::Column::ConcernId)
        .from(entry::Entity)
        .and_where(sea_orm::sea_query::Expr::col(entry::Column::Step).eq(Step::Closed.as_str()))
        .take();
    let mut found = table::Entity::find().filter(table::Column::Id.not_in_subquery(closed));
    if let Some(story) = about {
        found = found.filter(table::Column::StoryId.eq(story));
    }
    let rows: Vec<(ConcernId, Option<StoryId>, Timestamp)> = found
        .select_only()
        .columns([table::Column::Id, table::Column::StoryId, table::Column::At])
        .order_by_asc(table::Column::At)
        .order_by_asc(table::Column::Id)
        .into_tuple()
        .all(connection)
        .await?;
    let ids: Vec<ConcernId> = rows.iter().map(|(id, ..)| *id).collect();
    let mut steps = clocked(connection, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|(id, story, at)| {
            let (triaged, told_again) = steps.remove(&id).unwrap_or_default();
            Head {
                id,
                story,
                at,
                triaged,
                told_again,
            }
        })
        .collect())
}

type Answers = (Option<Known>, Option<Known>, Option<Known>);
/// A line that clocks need: of which worry, what, when, and the three answers.
type Clocked = (
    ConcernId,
    Step,
    Timestamp,
    Option<Known>,
    Option<Known>,
    Option<Known>,
);

/// Of each worry whether its questions are answered, and when the leads were told again.
async fn clocked<C: ConnectionTrait>(
    connection: &C,
    ids: &[ConcernId],
) -> Result<HashMap<ConcernId, (bool, Option<Timestamp>)>> {
    let rows: Vec<Clocked> = entry::Entity::find()
        .select_only()
        .columns([
            entry::Column::ConcernId,
            entry::Column::Step,
            entry::Column::At,
            entry::Column::Needs,
            entry::Column::Risk,
            entry::Column::Unable,
        ])
        .filter(entry::Column::ConcernId.is_in(ids.iter().copied()))
        .filter(entry::Column::Step.is_in([Step::Triage, Step::Late]))
        .order_by_asc(entry::Column::At)
        .order_by_asc(entry::Column::Id)
        .into_tuple()
        .all(connection)
        .await?;
    let mut found: HashMap<ConcernId, (bool, Option<Timestamp>)> = HashMap::new();
    for (id, step, at, needs, risk, unable) in rows {
        let clock = found.entry(id).or_default();
        match step {
            Step::Triage => clock.0 = is_answered((needs, risk, unable)),
            _ => clock.1 = Some(at),
        }
    }
    Ok(found)
}

fn is_answered((needs, risk, unable): Answers) -> bool {
    let known = |answer| matches!(answer, Some(Known::Yes | Known::No));
    known(needs) && known(risk) && known(unable)
}

/// Whether a worry about this story waits for its three questions.
pub(crate) async fn untriaged(tx: &Tx, story: StoryId) -> Result<bool> {
    let open = open(tx.inner(), Some(story)).await?;
    Ok(open.iter().any(|head| !head.triaged))
}

async fn note_open(
    tx: &Tx,
    story: StoryId,
    step: Step,
    by: Option<AccountId>,
    words: &str,
    now: Timestamp,
) -> Result<()> {
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.eq(story))
        .all(tx.inner())
        .await?;
    for row in rows {
        let mut line = line(row.id, step, by, now);
        line.words = Set(words.to_owned());
        keep(tx, line).await?;
    }
    Ok(())
}

/// Notes in the history of every worry about a story what its teller did with it.
pub(crate) async fn note_of_story(tx: &Tx, story: StoryId, step: Step, now: Timestamp) -> Result<()> {
    note_open(tx, story, step, None, "", now).await
}

/// Notes that the hold of the story was lifted, by whom and why.
pub(crate) async fn lifted(tx: &Tx, story: StoryId, by: AccountId, why: &str, now: Timestamp) -> Result<()> {
    note_open(tx, story, Step::Lifted, Some(by), why, now).await
}

/// Tells every lead and administrator again of each worry whose three questions have waited for longer than
/// the council's worry hours, and notes that in its history; once in every such time. Answers how many.
pub async fn escalate(tx: &Tx, now: Timestamp) -> Result<usize> {
    let hours = setting::read(tx.inner()).await?.worry_hours;
    let long_ago = now.plus(-super::read::ms(hours));
    let mut told = account::of_role(tx, Role::Safeguarding).await?;
    told.extend(account::of_role(tx, Role::Admin).await?);
    let mut late = 0;
    for head in open(tx.inner(), None).await? {
        if head.triaged || head.told_again.unwrap_or(head.at) > long_ago {
            continue;
        }
        for account in &told {
            // Who looks after accounts learns that one waits, and of nobody's story.
            notice::tell(tx, *account, NoticeKind::WorryLate, head.id.0, None, now).await?;
        }
        keep(tx, line(head.id, Step::Late, None, now)).await?;
        audit::note(tx, None, "concern.late", Some(head.id.0), "", now).await?;
        late += 1;
    }
    Ok(late)
}
