//! Throwing a story away for good, when the time to bring it back is over. An empty row stays, so that the
//! consent log, the audit, the receipt and the log of holds still have what they are about.
//! Must never leave a word of the story, nor touch one that was not taken back.
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{UNDO_DAYS, capture, table};
use crate::unscoped::Reason;
use crate::{
    Db, Result, StoryId, Subject, Timestamp, Tx, asset, audit, change, citation, coding, draft_words, hold,
    placing, showcase, transcript, upload,
};

/// Stories that were taken back so long ago that they cannot be brought back, at most `limit`.
pub async fn due_to_purge(db: &Db, limit: u64, now: Timestamp, reason: Reason) -> Result<Vec<StoryId>> {
    let due: Vec<StoryId> = table::Entity::find()
        .select_only()
        .column(table::Column::Id)
        .filter(table::Column::WithdrawnAt.lt(now.plus_days(-UNDO_DAYS)))
        .filter(table::Column::PurgedAt.is_null())
        .order_by_asc(table::Column::WithdrawnAt)
        .limit(limit)
        .into_tuple()
        .all(db.read())
        .await?;
    reason.noted(due.len());
    Ok(due)
}

/// Empties one story that is due: its words, files, lines, excerpts, codings and places in showcases.
/// Answers the objects to purge once this is committed; none when it is not due, or was emptied before.
pub async fn purge(tx: &Tx, id: StoryId, now: Timestamp, reason: Reason) -> Result<Vec<String>> {
    reason.noted(1);
    let due = table::Entity::find_by_id(id)
        .filter(table::Column::WithdrawnAt.lt(now.plus_days(-UNDO_DAYS)))
        .filter(table::Column::PurgedAt.is_null())
        .lock_exclusive()
        .one(tx.inner())
        .await?;
    let Some(row) = due else { return Ok(Vec::new()) };
    let keys = files(tx, id).await?;
    showcase::forget(tx, &row).await?;
    citation::purge(tx, id, now).await?;
    words(tx, id).await?;
    table::Entity::update_many()
        .col_expr(table::Column::Title, Expr::val(""))
        .col_expr(table::Column::Words, Expr::val(""))
        .col_expr(table::Column::Place, Expr::val(""))
        .col_expr(table::Column::Feeling, Expr::val(None::<i32>))
        .col_expr(table::Column::Nonce, Expr::val(None::<String>))
        .col_expr(table::Column::PurgedAt, Expr::val(now))
        .col_expr(table::Column::ChangedAt, Expr::val(now))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    change::append(tx, Subject::Story, id.0, now).await?;
    audit::note(tx, None, "story.purge", Some(id.0), "", now).await?;
    Ok(keys)
}

/// Forgets every file of a story; answers their objects, each once.
async fn files(tx: &Tx, id: StoryId) -> Result<Vec<String>> {
    let stored = asset::table::Entity::find()
        .filter(asset::table::Column::StoryId.eq(id))
        .all(tx.inner())
        .await?;
    let sent = upload::table::Entity::find()
        .filter(upload::table::Column::StoryId.eq(id))
        .all(tx.inner())
        .await?;
    asset::table::Entity::delete_many()
        .filter(asset::table::Column::StoryId.eq(id))
        .exec(tx.inner())
        .await?;
    upload::table::Entity::delete_many()
        .filter(upload::table::Column::StoryId.eq(id))
        .exec(tx.inner())
        .await?;
    let mut keys: Vec<String> = stored.into_iter().map(|row| row.object_key).collect();
    keys.extend(sent.into_iter().filter_map(|row| row.object_key));
    keys.sort();
    keys.dedup();
    Ok(keys)
}

/// Forgets what was said in a story, what was made of it, and who helped to tell it. What somebody wrote
/// when they stopped it goes too, unless the hold is open: a worry is not over because the story is gone.
async fn words(tx: &Tx, id: StoryId) -> Result<()> {
    coding::table::Entity::delete_many()
        .filter(coding::table::Column::StoryId.eq(id))
        .exec(tx.inner())
        .await?;
    coding::excerpt::Entity::delete_many()
        .filter(coding::excerpt::Column::StoryId.eq(id))
        .exec(tx.inner())
        .await?;
    transcript::table::Entity::delete_many()
        .filter(transcript::table::Column::StoryId.eq(id))
        .exec(tx.inner())
        .await?;
    draft_words::forget(tx, id).await?;
    placing::table::Entity::delete_many()
        .filter(placing::table::Column::StoryId.eq(id))
        .exec(tx.inner())
        .await?;
    capture::Entity::update_many()
        .col_expr(capture::Column::HelperName, Expr::val(""))
        .col_expr(capture::Column::HelperHow, Expr::val(""))
        .filter(capture::Column::StoryId.eq(id))
        .exec(tx.inner())
        .await?;
    hold::table::Entity::update_many()
        .col_expr(hold::table::Column::Note, Expr::val(""))
        .filter(hold::table::Column::StoryId.eq(id))
        .filter(hold::table::Column::LiftedAt.is_not_null())
        .exec(tx.inner())
        .await?;
    Ok(())
}
