//! What happens in a showcase when a story comes out of it: who is told, what its maker sees in its place,
//! and how the place is cleared. Must never say why a story is not shown, nor anything of it.
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect};

use super::{for_viewer, item, table};
use crate::place::Place;
use crate::story::Veil;
use crate::{
    Db, Error, NoticeKind, PlaceKind, Result, ShowcaseId, StoryId, Timestamp, Tx, Viewer, audit, notice,
    story,
};

/// A place in the running order whose story the audience does not get now, for the maker's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its place; what [`take_out`] takes.
    pub position: i32,
    /// So many of the showcase's stories that are shown come before it.
    pub after: usize,
}

/// The showcases that a story is in, open or closed, each with its title as the story's teller may read it.
pub(crate) async fn places(tx: &Tx, id: StoryId) -> Result<Vec<Place>> {
    let teller = story::row(tx, id).await?.participant_id;
    let mut places = Vec::new();
    for row in with(tx, id).await? {
        let named = story_ids(tx, row.id).await?;
        let veil = Veil::for_teller(tx.inner(), &named, teller).await?;
        places.push(Place {
            kind: PlaceKind::Showcase,
            id: row.id.0,
            name: veil.typed(&row.title),
            by: row.created_by,
            at: row.created_at,
        });
    }
    Ok(places)
}

/// The title of a showcase that is for this viewer, with the names of all its tellers hidden: for what is
/// kept beside it and read by others.
pub async fn plain_title(tx: &Tx, viewer: &Viewer, id: ShowcaseId) -> Result<String> {
    let row = table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .filter(|row| for_viewer(viewer, row))
        .ok_or(Error::NotFound)?;
    let veil = Veil::for_nobody(tx.inner(), &story_ids(tx, id).await?).await?;
    Ok(veil.typed(&row.title))
}

/// Tells the maker of each showcase that a story of theirs is not shown any more.
pub(crate) async fn tell_taken_out(tx: &Tx, id: StoryId, now: Timestamp) -> Result<()> {
    for row in with(tx, id).await? {
        notice::tell(tx, row.created_by, NoticeKind::TakenOut, row.id.0, Some(id), now).await?;
    }
    Ok(())
}

/// The story is back: nobody needs to be told any more that one came out, unless another did.
pub(crate) async fn tell_it_is_back(tx: &Tx, id: StoryId, now: Timestamp) -> Result<()> {
    for row in with(tx, id).await? {
        let rows = story::table::Entity::find()
            .filter(story::table::Column::Id.is_in(story_ids(tx, row.id).await?))
            .all(tx.inner())
            .await?;
        if rows.iter().all(|row| row.withdrawn_at.is_none()) {
            notice::over(tx, NoticeKind::TakenOut, row.id.0, None, now).await?;
        }
    }
    Ok(())
}

/// The places of a showcase that its audience does not get, whatever the reason; for its maker alone.
/// `shown` are the stories that the maker gets, in order.
pub(super) async fn missing(
    db: &Db,
    row: &table::Model,
    shown: &[StoryId],
    now: Timestamp,
) -> Result<Vec<Missing>> {
    let items = item::Entity::find()
        .filter(item::Column::ShowcaseId.eq(row.id))
        .order_by_asc(item::Column::Position)
        .all(db.read())
        .await?;
    let ids: Vec<StoryId> = items.iter().map(|item| item.story_id).collect();
    let rows = story::table::Entity::find()
        .filter(story::table::Column::Id.is_in(ids))
        .all(db.read())
        .await?;
    let facts = story::facts_of(db.read(), &rows).await?;
    let (mut found, mut after) = (Vec::new(), 0);
    for item in items {
        let forms = facts
            .get(&item.story_id)
            .map(|facts| facts.shown_to(row.audience, now));
        if forms.is_some_and(crate::Forms::shows_something) {
            after += usize::from(shown.contains(&item.story_id));
        } else {
            found.push(Missing {
                position: item.position,
                after,
            });
        }
    }
    Ok(found)
}

/// Clears a place whose story its audience does not get. For the maker; a place that is cleared already
/// stays so, and one whose story is back is refused.
pub async fn take_out(tx: &Tx, viewer: &Viewer, id: ShowcaseId, position: i32, now: Timestamp) -> Result<()> {
    let account = viewer.curator()?;
    let row = table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .filter(|row| row.created_by == account)
        .ok_or(Error::NotFound)?;
    let there = item::Entity::find_by_id((id, position)).one(tx.inner()).await?;
    let Some(there) = there else { return Ok(()) };
    let told = story::row(tx, there.story_id).await?;
    let facts = story::facts_of(tx.inner(), std::slice::from_ref(&told)).await?;
    let seen = facts
        .get(&told.id)
        .is_some_and(|facts| facts.shown_to(row.audience, now).shows_something());
    if seen {
        return Err(Error::Refused("This story is shown again, so it stays."));
    }
    clear(tx, row, &told).await?;
    audit::note(tx, Some(account), "showcase.take_out", Some(id.0), "", now).await
}

/// Nothing of the story is left: it leaves every showcase, and so do its teller's names.
pub(crate) async fn forget(tx: &Tx, told: &story::table::Model) -> Result<()> {
    for row in with(tx, told.id).await? {
        clear(tx, row, told).await?;
    }
    Ok(())
}

/// Takes a story's items out. What makers typed is masked with the names of those whose stories are in the
/// showcase: when a teller's last one leaves, their names are hidden in it for good.
async fn clear(tx: &Tx, row: table::Model, told: &story::table::Model) -> Result<()> {
    item::Entity::delete_many()
        .filter(item::Column::ShowcaseId.eq(row.id))
        .filter(item::Column::StoryId.eq(told.id))
        .exec(tx.inner())
        .await?;
    let of_teller = story::table::Entity::find()
        .filter(story::table::Column::Id.is_in(story_ids(tx, row.id).await?))
        .filter(story::table::Column::ParticipantId.eq(told.participant_id));
    if of_teller.count(tx.inner()).await? > 0 {
        return Ok(());
    }
    let veil = Veil::for_nobody(tx.inner(), &[told.id]).await?;
    for other in items_of(tx, row.id).await? {
        item::Entity::update_many()
            .col_expr(item::Column::Why, Expr::val(veil.typed(&other.why)))
            .filter(item::Column::ShowcaseId.eq(row.id))
            .filter(item::Column::Position.eq(other.position))
            .exec(tx.inner())
            .await?;
    }
    let [title, why, question] = [&row.title, &row.why, &row.question].map(|text| veil.typed(text));
    let mut masked = row.into_active_model();
    (masked.title, masked.why, masked.question) = (Set(title), Set(why), Set(question));
    masked.update(tx.inner()).await?;
    Ok(())
}

async fn with(tx: &Tx, id: StoryId) -> Result<Vec<table::Model>> {
    let ids: Vec<ShowcaseId> = item::Entity::find()
        .select_only()
        .column(item::Column::ShowcaseId)
        .filter(item::Column::StoryId.eq(id))
        .into_tuple()
        .all(tx.inner())
        .await?;
    let rows = table::Entity::find()
        .filter(table::Column::Id.is_in(ids))
        .order_by_asc(table::Column::CreatedAt);
    Ok(rows.all(tx.inner()).await?)
}

async fn items_of(tx: &Tx, id: ShowcaseId) -> Result<Vec<item::Model>> {
    let items = item::Entity::find().filter(item::Column::ShowcaseId.eq(id));
    Ok(items.all(tx.inner()).await?)
}

async fn story_ids(tx: &Tx, id: ShowcaseId) -> Result<Vec<StoryId>> {
    let items = items_of(tx, id).await?;
    Ok(items.into_iter().map(|item| item.story_id).collect())
}
