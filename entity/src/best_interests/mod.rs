//! A decision in the best interests of somebody who lacks capacity for it (Mental Capacity Act 2005 s4):
//! who was asked, what the person wants and wanted, the less restrictive way. Its yeses are rows of the
//! consent log that say so. Must never give a name or anything to everyone, nor a voice or a face unless
//! the council's setting allows it.
mod end;
pub(crate) mod table;

pub(crate) use end::end_voices_and_faces;

use std::collections::HashSet;
use std::str::FromStr;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::capacity::{self, covers};
use crate::consent::{self, Asked, Choice};
use crate::{
    Audience, BestInterestsId, CapacityId, CapacityMatter, CapacityOutcome, Db, Error, Form, NoticeKind,
    ParticipantId, Result, StoryId, Timestamp, Tx, Viewer, audit, notice, participant, policy, setting,
    story,
};

/// What stands in the log as the version of the words: none were shown to the person.
pub const WORDING: &str = "best-interests";

/// A decision to write down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDecision {
    /// The record that they lack capacity for this; it says for whom and about which story.
    pub capacity: CapacityId,
    /// Who was asked, one on a line: name, and who they are to the person.
    pub consulted: String,
    /// What the person wants, and said before.
    pub wishes: String,
    /// The less restrictive way that was looked at, and taken.
    pub less_restrictive: String,
    /// What may be shown.
    pub forms: Vec<Form>,
    /// To whom; the team alone is nobody beyond it.
    pub audiences: Vec<Audience>,
    /// The end of it; `None` is until somebody decides again.
    pub until: Option<Timestamp>,
    /// Who decided, by name and work.
    pub decided_by: String,
    /// When somebody looks again, a year ahead at most.
    pub review_at: Timestamp,
}

/// A decision as the capture team reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The decision.
    pub id: BestInterestsId,
    /// What was written down.
    pub what: NewDecision,
    /// What it decided about.
    pub matter: CapacityMatter,
    /// The one story; every story there was when `None`.
    pub story: Option<StoryId>,
    /// When.
    pub at: Timestamp,
    /// It is the newest, and the person still lacks capacity for it.
    pub live: bool,
}

/// Writes a decision down and gives its yeses, in the place of those that an earlier one gave. What the
/// person can decide stays theirs: for that it may only say what they agreed to. For the capture team.
pub async fn decide(tx: &Tx, viewer: &Viewer, new: NewDecision, now: Timestamp) -> Result<BestInterestsId> {
    let about = capacity::table::Entity::find_by_id(new.capacity)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    participant::of_team(tx, viewer, about.participant_id).await?;
    let by = viewer.account().ok_or(Error::NotFound)?;
    participant::hold_still(tx, about.participant_id).await?;
    participant::living(tx, about.participant_id).await?;
    let records = capacity::rows(tx.inner(), &[about.participant_id]).await?;
    if about.outcome != CapacityOutcome::Lacks || !capacity::is_live(&about, &records) {
        return Err(Error::Refused(
            "There is a newer record about this decision. Look at that one first",
        ));
    }
    check(tx, &new, now).await?;
    let stories = capacity::stories(tx, about.participant_id, about.story_id).await?;
    let asked = Asked {
        wording: WORDING.to_owned(),
        explained: "A best-interests decision".to_owned(),
        present: String::new(),
    };
    for row in stories {
        let choices = choices(tx, &row, about.matter, &new, now).await?;
        let wider = choices.iter().any(|choice| choice.yes);
        if !choices.is_empty() {
            consent::append(tx, row.id, &choices, &asked, by, now).await?;
            let again = wider && row.sent_at.is_some();
            story::touch(tx, row, again, now).await?;
        }
    }
    let older = rows(tx.inner(), &[about.participant_id]).await?;
    let newest = older.iter().map(|row| row.at).max();
    for old in older
        .iter()
        .filter(|old| old.matter == about.matter && old.story_id == about.story_id)
    {
        notice::over(tx, NoticeKind::Review, old.id.0, None, now).await?;
    }
    let id = BestInterestsId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        capacity_id: Set(about.id),
        participant_id: Set(about.participant_id),
        story_id: Set(about.story_id),
        matter: Set(about.matter),
        consulted: Set(new.consulted),
        wishes: Set(new.wishes),
        less_restrictive: Set(new.less_restrictive),
        forms: Set(joined(&new.forms, Form::as_str)),
        audiences: Set(joined(&new.audiences, Audience::as_str)),
        until: Set(new.until),
        decided_by: Set(new.decided_by),
        recorded_by: Set(by),
        at: Set(newest.map_or(now, |newest| now.max(newest.plus(1)))),
        review_at: Set(new.review_at),
    })
    .exec_without_returning(tx.inner())
    .await?;
    let why = about.matter.as_str();
    audit::note(tx, Some(by), "best_interests.decide", Some(id.0), why, now).await?;
    Ok(id)
}

async fn check(tx: &Tx, new: &NewDecision, now: Timestamp) -> Result<()> {
    if new.forms.contains(&Form::Name) || new.audiences.contains(&Audience::Public) {
        return Err(Error::Refused(
            "Nobody else can decide to show a name, or to show something to everyone",
        ));
    }
    let known = new
        .forms
        .iter()
        .any(|form| matches!(form, Form::Voice | Form::Face));
    if known && !setting::read(tx.inner()).await?.others_may_show_face {
        return Err(Error::Refused(
            "Your council shows a voice or a face only with the person's own yes. Pick their words",
        ));
    }
    let year = now.plus_days(capacity::REVIEW_DAYS);
    if new.review_at <= now || new.review_at > year {
        return Err(Error::Refused("Pick when you look at it again, within a year"));
    }
    Ok(())
}

/// What the decision changes in the log of one story: its yeses, and a no to what an earlier one gave.
async fn choices(
    tx: &Tx,
    row: &story::table::Model,
    matter: CapacityMatter,
    new: &NewDecision,
    now: Timestamp,
) -> Result<Vec<Choice>> {
    let before = consent::answers(tx.inner(), &[row.id]).await?;
    let before = before.get(&row.id).map(Vec::as_slice).unwrap_or_default();
    let given = given(tx, row.id, now).await?;
    let mut choices = Vec::new();
    for audience in Audience::ALL.iter().copied() {
        for form in Form::ALL.iter().copied() {
            let chosen = new.forms.contains(&form) && new.audiences.contains(&audience);
            let decided = covers(matter, form, audience);
            if decided && chosen {
                choices.push(Choice {
                    form,
                    audience,
                    yes: true,
                    until: new.until,
                });
            } else if decided && given.contains(&(form, audience)) {
                choices.push(capacity::no(form, audience));
            } else if chosen && !decided && row.sent_at.is_some() {
                let theirs = policy::allows(before, form, audience, now);
                if !theirs {
                    return Err(Error::Refused(
                        "Something that you ticked is still their own decision, and they have not said yes. Untick it, or ask them",
                    ));
                }
            }
        }
    }
    Ok(choices)
}

/// What a best-interests decision gives of a story now: the live answer is its yes, and has not ended.
pub(crate) async fn given(tx: &Tx, story: StoryId, now: Timestamp) -> Result<HashSet<(Form, Audience)>> {
    use consent::table::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::StoryId.eq(story))
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id)
        .all(tx.inner())
        .await?;
    let mut given = HashSet::new();
    for row in rows {
        let lasts = row.answer && row.until.is_none_or(|until| until > now);
        if lasts && row.wording == WORDING {
            given.insert((row.form, row.audience));
        } else {
            given.remove(&(row.form, row.audience));
        }
    }
    Ok(given)
}

/// The decisions for somebody of the viewer's projects, the newest first. For the capture team.
pub async fn list(db: &Db, viewer: &Viewer, participant: ParticipantId) -> Result<Vec<Decision>> {
    capacity::of_team(db, viewer, participant).await?;
    let records = capacity::rows(db.read(), &[participant]).await?;
    let rows = rows(db.read(), &[participant]).await?;
    Ok(rows.iter().map(|row| shown(row, &rows, &records)).collect())
}

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

/// Whether it is the newest of its kind and no later record says that the person can decide.
pub(crate) fn is_live(row: &table::Model, all: &[table::Model], records: &[capacity::table::Model]) -> bool {
    let same = |other: &table::Model| other.matter == row.matter && other.story_id == row.story_id;
    let newer = all.iter().any(|other| same(other) && other.at > row.at);
    let own = records.iter().find(|record| record.id == row.capacity_id);
    let ended = own.is_some_and(|own| {
        let after = |record: &&capacity::table::Model| own.is_replaced_by(record);
        let newest = records
            .iter()
            .filter(after)
            .max_by_key(|record| (record.at, record.id));
        newest.is_some_and(|record| record.outcome == CapacityOutcome::CanDecide)
    });
    !newer && !ended
}

fn shown(row: &table::Model, all: &[table::Model], records: &[capacity::table::Model]) -> Decision {
    Decision {
        id: row.id,
        what: NewDecision {
            capacity: row.capacity_id,
            consulted: row.consulted.clone(),
            wishes: row.wishes.clone(),
            less_restrictive: row.less_restrictive.clone(),
            forms: parted(&row.forms),
            audiences: parted(&row.audiences),
            until: row.until,
            decided_by: row.decided_by.clone(),
            review_at: row.review_at,
        },
        matter: row.matter,
        story: row.story_id,
        at: row.at,
        live: is_live(row, all, records),
    }
}

fn joined<T: Copy>(words: &[T], word: fn(T) -> &'static str) -> String {
    words.iter().map(|one| word(*one)).collect::<Vec<_>>().join(",")
}

fn parted<T: FromStr>(words: &str) -> Vec<T> {
    words.split(',').filter_map(|word| word.parse().ok()).collect()
}
