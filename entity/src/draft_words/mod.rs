//! Two phones that write in the same draft: the later words are the story's, and the others are kept beside it
//! until their teller has seen them. Must never outlive the draft.
pub(crate) mod table;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::audit::sha256;
use crate::{Db, Result, StoryId, Timestamp, Tx, Viewer, audit, story};

/// The longest name of a page that is taken, in letters.
const LONGEST_PAGE: usize = 64;

/// What stands for words in a form: they are compared, not sent.
pub fn mark(words: &str) -> String {
    sha256(words.trim())
}

/// Notes what a page wrote in a draft of the viewer's. `seen` is the [`mark`] of the words that page began with:
/// whoever wrote those knows that they were read.
pub async fn note(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    (page, seen): (&str, &str),
    words: &str,
    now: Timestamp,
) -> Result<()> {
    let row = story::own_row(tx, viewer, id).await?;
    if row.sent_at.is_some() || page.is_empty() {
        return Ok(());
    }
    let page: String = page.chars().take(LONGEST_PAGE).collect();
    // What that page began with was read there, with everything that was in it.
    let read = mark(&row.words) == seen;
    let others = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::Page.ne(page.as_str()))
        .all(tx.inner())
        .await?;
    for other in others {
        if other.sha256 == seen || read && row.words.contains(other.words.trim()) {
            table::Entity::delete_by_id((id, other.page))
                .exec(tx.inner())
                .await?;
        }
    }
    let row = table::ActiveModel {
        story_id: Set(id),
        page: Set(page),
        words: Set(words.to_owned()),
        sha256: Set(mark(words)),
        at: Set(now),
    };
    table::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([table::Column::StoryId, table::Column::Page])
                .update_columns([table::Column::Words, table::Column::Sha256, table::Column::At])
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// The newest words that were written in a draft of the viewer's on another page, and are not in the story.
pub async fn other(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Option<String>> {
    let own = story::own(db, viewer, id, now).await?;
    let words = own.story.words.unwrap_or_default();
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .order_by_desc(table::Column::At)
        .all(db.read())
        .await?;
    let apart = |row: &table::Model| {
        let theirs = row.words.trim();
        !theirs.is_empty() && !words.contains(theirs)
    };
    Ok(rows.into_iter().find(apart).map(|row| row.words))
}

/// Forgets words that their teller has seen and does not want.
pub async fn let_go(tx: &Tx, viewer: &Viewer, id: StoryId, mark: &str, now: Timestamp) -> Result<()> {
    story::own_row(tx, viewer, id).await?;
    table::Entity::delete_many()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::Sha256.eq(mark))
        .exec(tx.inner())
        .await?;
    let with = viewer.with_whom();
    audit::note(
        tx,
        viewer.account(),
        "story.words_put_away",
        Some(id.0),
        with,
        now,
    )
    .await
}

/// Forgets everything beside a story: it is sent, or thrown away.
pub(crate) async fn forget(tx: &Tx, id: StoryId) -> Result<()> {
    table::Entity::delete_many()
        .filter(table::Column::StoryId.eq(id))
        .exec(tx.inner())
        .await?;
    Ok(())
}
