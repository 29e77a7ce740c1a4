//! Raising a worry: by staff about a story that they can see, by a teller about themselves. Must never give anything
//! back but the id.
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::steps::append;
use super::{Hurt, New, WordsOf, table};
use crate::{
    AccountId, ConcernId, Db, Error, HoldGround, NoticeKind, ParticipantId, Result, Role, StoryId, Timestamp,
    Tx, Viewer, account, audit, hold, journal, notice, story,
};

/// For how long the person who raised a worry can add to it, in milliseconds: a day.
const MORE_UNTIL: i64 = Timestamp::DAY;

/// Two presses within so many milliseconds are one.
const SAME_PRESS: i64 = 60 * 1000;

/// What a member of staff noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worry<'a> {
    /// In whose words.
    pub words_of: WordsOf,
    /// What was seen or heard.
    pub note: &'a str,
}

struct Raised<'a> {
    story: Option<StoryId>,
    participant: ParticipantId,
    by: AccountId,
    by_teller: bool,
    worry: Worry<'a>,
    hurt: Option<Hurt>,
}

/// "I am worried", by staff who may see the story, could a moment ago, or have begun it for somebody. The story is held for
/// safeguarding from this transaction on, and every lead is told. A second press finds the first one's worry.
pub async fn raise(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    worry: Worry<'_>,
    now: Timestamp,
) -> Result<ConcernId> {
    let staff = viewer.signed().filter(|signed| signed.role.is_staff());
    let by = staff.ok_or(Error::NotFound)?.account;
    // Another worry, or the teller, may have been quicker: what was written here is kept all the same.
    let row = story::once_seen_row(tx, viewer, id, now).await?;
    if let Some(before) = pressed_before(tx, by, id, worry.note).await? {
        return Ok(before);
    }
    let raised = Raised {
        story: Some(id),
        participant: row.participant_id,
        by,
        by_teller: false,
        worry,
        hurt: None,
    };
    insert(tx, raised, now).await
}

async fn pressed_before(tx: &Tx, by: AccountId, id: StoryId, note: &str) -> Result<Option<ConcernId>> {
    let before = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::RaisedBy.eq(by))
        .order_by_desc(table::Column::At)
        .one(tx.inner())
        .await?;
    Ok(before
        .filter(|before| before.note == note)
        .map(|before| before.id))
}

/// "Is someone hurting you?": a teller says yes, about one of their own stories or about none.
pub async fn tell(
    tx: &Tx,
    viewer: &Viewer,
    about: Option<StoryId>,
    hurt: Hurt,
    now: Timestamp,
) -> Result<ConcernId> {
    let by = viewer.account().ok_or(Error::NotFound)?;
    let participant = viewer.participant().ok_or(Error::NotFound)?;
    if let Some(id) = about {
        let row = story::row(tx, id).await?;
        if !row.is_told_by(viewer) {
            return Err(Error::NotFound);
        }
    }
    // A second press a moment later is the same worry.
    let before = table::Entity::find()
        .filter(table::Column::RaisedBy.eq(by))
        .filter(table::Column::Hurt.eq(hurt))
        .filter(table::Column::At.gt(now.plus(-SAME_PRESS)))
        .all(tx.inner())
        .await?;
    if let Some(before) = before.into_iter().find(|before| before.story_id == about) {
        return Ok(before.id);
    }
    let raised = Raised {
        story: about,
        participant,
        by,
        by_teller: true,
        worry: Worry {
            words_of: WordsOf::Teller,
            note: "",
        },
        hurt: Some(hurt),
    };
    insert(tx, raised, now).await
}

async fn insert(tx: &Tx, raised: Raised<'_>, now: Timestamp) -> Result<ConcernId> {
    let id = ConcernId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        story_id: Set(raised.story),
        participant_id: Set(raised.participant),
        raised_by: Set(raised.by),
        by_teller: Set(raised.by_teller),
        words_of: Set(raised.worry.words_of),
        hurt: Set(raised.hurt),
        note: Set(raised.worry.note.to_owned()),
        at: Set(now),
    })
    .exec_without_returning(tx.inner())
    .await?;
    if let Some(story) = raised.story {
        // What worries is written in one place only, where nobody but safeguarding reads it.
        hold::stop(tx, raised.by, story, HoldGround::Safety, "", now).await?;
    }
    for lead in account::of_role(tx, Role::Safeguarding).await? {
        notice::tell(tx, lead, NoticeKind::Worry, id.0, raised.story, now).await?;
    }
    let worried = journal::Entry::Worried {
        concern: id,
        participant: raised.participant,
        story: raised.story,
        by_teller: raised.by_teller,
        words_of: raised.worry.words_of,
        hurt: raised.hurt,
    };
    journal::note(tx, Some(raised.by), &[worried], now).await?;
    audit::note(tx, Some(raised.by), "concern.raise", Some(id.0), "", now).await?;
    Ok(id)
}

fn told_by(row: Option<table::Model>, viewer: &Viewer, now: Timestamp) -> Result<(ConcernId, AccountId)> {
    let by = viewer.account().ok_or(Error::NotFound)?;
    row.filter(|row| row.by_teller && row.raised_by == by && row.at.plus(MORE_UNTIL) > now)
        .map(|row| (row.id, by))
        .ok_or(Error::NotFound)
}

/// Not found unless the viewer told of this worry and may still add to it. Nothing of it is read.
pub async fn is_open_to(db: &Db, viewer: &Viewer, id: ConcernId, now: Timestamp) -> Result<()> {
    let row = table::Entity::find_by_id(id).one(db.read()).await?;
    told_by(row, viewer, now).map(|_| ())
}

/// The teller who raised a worry adds to it, for a day: more words, or what they want to happen. Nothing is
/// read back.
pub async fn more(tx: &Tx, viewer: &Viewer, id: ConcernId, new: &New, now: Timestamp) -> Result<()> {
    let row = table::Entity::find_by_id(id).one(tx.inner()).await?;
    let (id, by) = told_by(row, viewer, now)?;
    append(tx, id, Some(by), new, now).await
}
