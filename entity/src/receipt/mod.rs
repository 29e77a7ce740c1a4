//! Receipts: where a story was at the moment its teller took it back, for the teller to keep. Written in
//! the transaction that takes it back; bringing the story back leaves it, and notes that.
//! Must never hold a word of the story, nor the name of another teller.
pub(crate) mod line;
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::place::{Elsewhere, Place};
use crate::{
    AccountId, Db, DisclosureId, PlaceKind, Result, Role, StoryId, Timestamp, Tx, Viewer, account, decision,
    disclosure, insight, showcase, story,
};

/// What the teller is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// When the story was taken back.
    pub at: Timestamp,
    /// When it was brought back again, if it was.
    pub undone_at: Option<Timestamp>,
    /// The places it was in, in the order of their kinds.
    pub lines: Vec<Line>,
    /// Not every kept search was asked in time: it may have come out of more.
    pub may_be_more: bool,
}

/// One place on a receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: PlaceKind,
    /// What it was called at that moment.
    pub name: String,
    /// The name and role of who put it there; nothing when there is no such account any more.
    pub by: Option<(String, Role)>,
    /// Since when it was there.
    pub since: Timestamp,
    /// For what left the house: when its holder said that it is thrown away.
    pub gone_at: Option<Timestamp>,
}

impl Line {
    /// It left the house: its holder was asked, and nothing could take it out.
    pub fn is_out(&self) -> bool {
        matches!(self.kind, PlaceKind::Print | PlaceKind::Export)
    }
}

/// Every place that a story is in, by its own tables. A module that keeps another kind adds its line here.
pub(crate) async fn places_of(tx: &Tx, story: StoryId) -> Result<Vec<Place>> {
    let mut places = showcase::places(tx, story).await?;
    places.extend(insight::places(tx, story).await?);
    places.extend(decision::places(tx, story).await?);
    places.extend(disclosure::places(tx, story).await?);
    Ok(places)
}

/// Writes the receipt of a story that is being taken back, and tells those who put it somewhere.
pub(crate) async fn write(tx: &Tx, story: StoryId, elsewhere: Elsewhere, now: Timestamp) -> Result<()> {
    let mut places = places_of(tx, story).await?;
    places.extend(elsewhere.places);
    places.sort_by_key(|place| (place.kind, place.at, place.id));
    let id = Uuid::now_v7();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        story_id: Set(story),
        at: Set(now),
        undone_at: Set(None),
        may_be_more: Set(elsewhere.may_be_more),
    })
    .exec_without_returning(tx.inner())
    .await?;
    let lines: Vec<line::ActiveModel> = (0..)
        .zip(places)
        .map(|(position, place)| line::ActiveModel {
            receipt_id: Set(id),
            position: Set(position),
            kind: Set(place.kind),
            place_id: Set(place.id),
            name: Set(place.name),
            account_id: Set(place.by),
            since: Set(place.at),
        })
        .collect();
    // A story can be in more places than one statement has room for.
    for some in lines.chunks(1_000) {
        line::Entity::insert_many(some.iter().cloned())
            .exec_without_returning(tx.inner())
            .await?;
    }
    showcase::tell_taken_out(tx, story, now).await?;
    decision::tell_owners(tx, story, now).await?;
    insight::tell_owners(tx, story, now).await?;
    disclosure::recall(tx, story, now).await
}

/// Notes that the story was brought back; who was asked for a copy is not asked any more.
pub(crate) async fn undone(tx: &Tx, story: StoryId, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::UndoneAt, Expr::val(now))
        .filter(table::Column::StoryId.eq(story))
        .filter(table::Column::UndoneAt.is_null())
        .exec(tx.inner())
        .await?;
    showcase::tell_it_is_back(tx, story, now).await?;
    decision::tell_it_is_back(tx, story, now).await?;
    insight::tell_it_is_back(tx, story, now).await?;
    disclosure::keep(tx, story, now).await
}

/// The newest receipt of one of the viewer's own stories; nothing when it was never taken back.
pub async fn newest(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Option<Receipt>> {
    story::own(db, viewer, id, now).await?;
    let row = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .order_by_desc(table::Column::At)
        .order_by_desc(table::Column::Id)
        .one(db.read())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let lines = line::Entity::find()
        .filter(line::Column::ReceiptId.eq(row.id))
        .order_by_asc(line::Column::Position)
        .all(db.read())
        .await?;
    let people: HashMap<AccountId, (String, Role)> = account::staff(db)
        .await?
        .into_iter()
        .map(|account| (account.id, (account.name, account.role)))
        .collect();
    let gone = disclosure::gone(db, id).await?;
    Ok(Some(Receipt {
        at: row.at,
        undone_at: row.undone_at,
        may_be_more: row.may_be_more,
        lines: lines
            .into_iter()
            .map(|line| Line {
                kind: line.kind,
                name: line.name,
                by: people.get(&line.account_id).cloned(),
                since: line.since,
                gone_at: gone.get(&DisclosureId(line.place_id)).copied(),
            })
            .collect(),
    }))
}
