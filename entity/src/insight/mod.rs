//! Insights: a claim that somebody makes, with the stories that speak for it and against it. Made by planners
//! and researchers; read by planners, leaders and whoever made it. A story that is gone is absent without a
//! gap or a hint.
pub(crate) mod table;

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::citation::{self, Cite, Cited, Used};
use crate::place::Place;
use crate::{
    AccountId, Db, Error, InsightId, NoticeKind, PlaceKind, Result, StoryId, Timestamp, Tx, Viewer, audit,
    notice, story,
};

/// What an insight says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The claim, in a sentence.
    pub claim: String,
    /// What it rests on.
    pub grounds: String,
}

/// An insight as this reader gets it.
#[derive(Clone, Debug)]
pub struct Insight {
    /// The insight.
    pub id: InsightId,
    /// What it says; names that the reader may not see are hidden.
    pub words: Words,
    /// Who made it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Timestamp,
    /// The stories that this reader gets, each with what it says about the claim.
    pub cited: Vec<Cited>,
}

/// Makes an insight, with a first story or without. The same nonce from the same account makes one.
pub async fn make(
    tx: &Tx,
    db: &Db,
    viewer: &Viewer,
    (words, first): (Words, Option<Cite>),
    nonce: &str,
    now: Timestamp,
) -> Result<InsightId> {
    let account = viewer.curator()?;
    let id = InsightId::fresh();
    let row = table::ActiveModel {
        id: Set(id),
        claim: Set(words.claim),
        grounds: Set(words.grounds),
        made_by: Set(account),
        made_at: Set(now),
        nonce: Set(nonce.to_owned()),
    };
    let made = table::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([table::Column::MadeBy, table::Column::Nonce])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    if made == 0 {
        let there = table::Entity::find()
            .filter(table::Column::MadeBy.eq(account))
            .filter(table::Column::Nonce.eq(nonce))
            .one(tx.inner())
            .await?;
        return there.map(|row| row.id).ok_or(Error::NotFound);
    }
    audit::note(tx, Some(account), "insight.make", Some(id.0), "", now).await?;
    if let Some(first) = first {
        cite(tx, db, viewer, id, first, now).await?;
    }
    Ok(id)
}

/// The insights that this viewer may read, the newest first: from a place in this order on, at most `most`.
pub async fn list(
    db: &Db,
    viewer: &Viewer,
    (from, most): (u64, u64),
    now: Timestamp,
) -> Result<Vec<Insight>> {
    let mut rows = table::Entity::find();
    if !citation::reads_as_audience(viewer) {
        rows = rows.filter(table::Column::MadeBy.eq(viewer.curator()?));
    }
    let rows = rows
        .order_by_desc(table::Column::MadeAt)
        .order_by_desc(table::Column::Id)
        .offset(from)
        .limit(most)
        .all(db.read())
        .await?;
    let mut found = Vec::new();
    for row in rows {
        found.push(filled(db, viewer, row, now).await?);
    }
    Ok(found)
}

/// One insight. For planners, leaders and whoever made it.
pub async fn open(db: &Db, viewer: &Viewer, id: InsightId, now: Timestamp) -> Result<Insight> {
    let row = table::Entity::find_by_id(id).one(db.read()).await?;
    let may = |row: &table::Model| {
        citation::reads_as_audience(viewer) || viewer.curator().is_ok_and(|maker| maker == row.made_by)
    };
    let row = row.filter(may).ok_or(Error::NotFound)?;
    filled(db, viewer, row, now).await
}

async fn filled(db: &Db, viewer: &Viewer, row: table::Model, now: Timestamp) -> Result<Insight> {
    let evidence = citation::evidence(db, viewer, row.id.0, now).await?;
    Ok(Insight {
        id: row.id,
        words: Words {
            claim: evidence.veil.typed(&row.claim),
            grounds: evidence.veil.typed(&row.grounds),
        },
        made_by: row.made_by,
        made_at: row.made_at,
        cited: evidence.cited,
    })
}

/// The maker of an insight, who alone may change it.
async fn own(tx: &Tx, viewer: &Viewer, id: InsightId) -> Result<AccountId> {
    let account = viewer.curator()?;
    let row = table::Entity::find_by_id(id).one(tx.inner()).await?;
    row.filter(|row| row.made_by == account).ok_or(Error::NotFound)?;
    Ok(account)
}

/// Sets what an insight says. For its maker.
pub async fn write(tx: &Tx, viewer: &Viewer, id: InsightId, words: Words, now: Timestamp) -> Result<()> {
    let account = own(tx, viewer, id).await?;
    table::Entity::update_many()
        .col_expr(table::Column::Claim, Expr::val(words.claim))
        .col_expr(table::Column::Grounds, Expr::val(words.grounds))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    audit::note(tx, Some(account), "insight.write", Some(id.0), "", now).await
}

/// Cites a story for or against the claim. Refused when planners do not get the story, and without a stance.
/// For its maker.
pub async fn cite(tx: &Tx, db: &Db, viewer: &Viewer, id: InsightId, new: Cite, now: Timestamp) -> Result<()> {
    let account = own(tx, viewer, id).await?;
    if new.stance.is_none() {
        return Err(Error::Refused(
            "Pick whether the story speaks for the claim or against it",
        ));
    }
    citation::cite(tx, db, viewer, (PlaceKind::Insight, id.0), new, now).await?;
    audit::note(tx, Some(account), "insight.cite", Some(id.0), "", now).await
}

/// Takes a story out of an insight. For its maker.
pub async fn take_out(tx: &Tx, viewer: &Viewer, id: InsightId, story: StoryId, now: Timestamp) -> Result<()> {
    let account = own(tx, viewer, id).await?;
    citation::take_out(tx, id.0, story, now).await?;
    audit::note(tx, Some(account), "insight.take_out", Some(id.0), "", now).await
}

/// The claim as it was typed.
async fn claim<C: ConnectionTrait>(connection: &C, work: Uuid) -> Result<String> {
    let row = table::Entity::find_by_id(InsightId(work)).one(connection).await?;
    row.map(|row| row.claim).ok_or(Error::NotFound)
}

/// The insights that a story is in, each by its claim as the story's teller may read it.
pub(crate) async fn places(tx: &Tx, story: StoryId) -> Result<Vec<Place>> {
    let teller = story::row(tx, story).await?.participant_id;
    let titled = async |work| claim(tx.inner(), work).await;
    citation::places(tx.inner(), PlaceKind::Insight, (story, teller), titled).await
}

/// Tells the makers of the insights that a story is in that it came out.
pub(crate) async fn tell_owners(tx: &Tx, story: StoryId, now: Timestamp) -> Result<()> {
    for work in citation::works(tx, PlaceKind::Insight, story).await? {
        let row = table::Entity::find_by_id(InsightId(work)).one(tx.inner()).await?;
        let row = row.ok_or(Error::NotFound)?;
        notice::tell(tx, row.made_by, NoticeKind::TakenOut, work, Some(story), now).await?;
    }
    Ok(())
}

/// The story is back: the makers need not look any more, unless another came out.
pub(crate) async fn tell_it_is_back(tx: &Tx, story: StoryId, now: Timestamp) -> Result<()> {
    for work in citation::whole(tx, PlaceKind::Insight, story).await? {
        notice::over(tx, NoticeKind::TakenOut, work, None, now).await?;
    }
    Ok(())
}

/// The insights that a story was used in. For its teller.
pub async fn used(db: &Db, viewer: &Viewer, story: StoryId) -> Result<Vec<Used>> {
    let titled = async |work| claim(db.read(), work).await;
    citation::used(db, viewer, PlaceKind::Insight, story, titled).await
}
