//! Decisions: what was asked, which stories were weighed, what was decided and what they changed. Written by
//! planners, read by planners and leaders. An open one is its maker's to change; a final one is kept as it is.
//! A story that is gone leaves one line without words, the same whatever the reason.
pub(crate) mod table;

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::citation::{self, Cite, Cited, Used};
use crate::place::Place;
use crate::{
    AccountId, Db, DecisionId, Error, NoticeKind, PlaceKind, Result, Role, StoryId, Timestamp, Tx, Viewer,
    audit, notice, story,
};

/// What a decision says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What it is about, after "a decision about": "day centres".
    pub title: String,
    /// What is to be decided.
    pub question: String,
    /// What was decided; empty until then.
    pub decided: String,
    /// How what people said changed it.
    pub change: String,
    /// Why no story was considered, where none was.
    pub no_story: String,
}

/// A decision as this reader gets it.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The decision.
    pub id: DecisionId,
    /// What it says; names that the reader may not see are hidden.
    pub words: Words,
    /// Who made it.
    pub made_by: AccountId,
    /// When it was begun.
    pub made_at: Timestamp,
    /// When it was made final; open until then.
    pub final_at: Option<Timestamp>,
    /// The stories that were weighed and that this reader gets.
    pub cited: Vec<Cited>,
    /// How many stories were taken out since.
    pub taken_out: usize,
}

fn planner(viewer: &Viewer) -> Result<AccountId> {
    let may = viewer.role() == Some(Role::Commissioner);
    viewer.account().filter(|_| may).ok_or(Error::NotFound)
}

/// Begins a decision, with a first story or without. The same nonce from the same account makes one.
pub async fn make(
    tx: &Tx,
    db: &Db,
    viewer: &Viewer,
    (words, first): (Words, Option<Cite>),
    nonce: &str,
    now: Timestamp,
) -> Result<DecisionId> {
    let account = planner(viewer)?;
    let id = DecisionId::fresh();
    let row = table::ActiveModel {
        id: Set(id),
        title: Set(words.title),
        question: Set(words.question),
        decided: Set(words.decided),
        change: Set(words.change),
        no_story: Set(words.no_story),
        made_by: Set(account),
        made_at: Set(now),
        final_at: Set(None),
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
    audit::note(tx, Some(account), "decision.make", Some(id.0), "", now).await?;
    if let Some(first) = first {
        cite(tx, db, viewer, id, first, now).await?;
    }
    Ok(id)
}

/// The decisions, the newest first: from a place in this order on, at most `most`. For planners and leaders.
pub async fn list(
    db: &Db,
    viewer: &Viewer,
    (from, most): (u64, u64),
    now: Timestamp,
) -> Result<Vec<Decision>> {
    if !citation::reads_as_audience(viewer) {
        return Err(Error::NotFound);
    }
    let rows = table::Entity::find()
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

/// One decision. For planners and leaders.
pub async fn open(db: &Db, viewer: &Viewer, id: DecisionId, now: Timestamp) -> Result<Decision> {
    let row = table::Entity::find_by_id(id)
        .one(db.read())
        .await?
        .filter(|_| citation::reads_as_audience(viewer))
        .ok_or(Error::NotFound)?;
    filled(db, viewer, row, now).await
}

async fn filled(db: &Db, viewer: &Viewer, row: table::Model, now: Timestamp) -> Result<Decision> {
    let evidence = citation::evidence(db, viewer, row.id.0, now).await?;
    let typed = |text: &str| evidence.veil.typed(text);
    Ok(Decision {
        id: row.id,
        words: Words {
            title: typed(&row.title),
            question: typed(&row.question),
            decided: typed(&row.decided),
            change: typed(&row.change),
            no_story: typed(&row.no_story),
        },
        made_by: row.made_by,
        made_at: row.made_at,
        final_at: row.final_at,
        cited: evidence.cited,
        taken_out: evidence.taken_out,
    })
}

/// The row of an open decision of the viewer's own.
async fn own(tx: &Tx, viewer: &Viewer, id: DecisionId) -> Result<(AccountId, table::Model)> {
    let account = planner(viewer)?;
    let row = table::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx.inner())
        .await?
        .filter(|row| row.made_by == account)
        .ok_or(Error::NotFound)?;
    if row.final_at.is_some() {
        return Err(Error::Conflict("This decision is final. It is kept as it is."));
    }
    Ok((account, row))
}

/// Sets what an open decision says. For its maker.
pub async fn write(tx: &Tx, viewer: &Viewer, id: DecisionId, words: Words, now: Timestamp) -> Result<()> {
    let (account, row) = own(tx, viewer, id).await?;
    table::Entity::update_many()
        .col_expr(table::Column::Title, Expr::val(words.title))
        .col_expr(table::Column::Question, Expr::val(words.question))
        .col_expr(table::Column::Decided, Expr::val(words.decided))
        .col_expr(table::Column::Change, Expr::val(words.change))
        .col_expr(table::Column::NoStory, Expr::val(words.no_story))
        .filter(table::Column::Id.eq(row.id))
        .exec(tx.inner())
        .await?;
    audit::note(tx, Some(account), "decision.write", Some(id.0), "", now).await
}

/// Makes an open decision final. Refused before it says what was decided, and when no story was considered
/// and no reason for that is given. For its maker; twice is once.
pub async fn finish(tx: &Tx, viewer: &Viewer, id: DecisionId, now: Timestamp) -> Result<()> {
    let (account, row) = own(tx, viewer, id).await?;
    if row.decided.trim().is_empty() {
        return Err(Error::Refused("Write what was decided"));
    }
    if row.no_story.trim().is_empty() && citation::count(tx, id.0).await? == 0 {
        return Err(Error::Refused(
            "No story was considered. Use one, or write why none was",
        ));
    }
    table::Entity::update_many()
        .col_expr(table::Column::FinalAt, Expr::val(now))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    audit::note(tx, Some(account), "decision.final", Some(id.0), "", now).await
}

/// Cites a story in an open decision. Refused when planners do not get the story. For its maker.
pub async fn cite(
    tx: &Tx,
    db: &Db,
    viewer: &Viewer,
    id: DecisionId,
    new: Cite,
    now: Timestamp,
) -> Result<()> {
    let (account, _) = own(tx, viewer, id).await?;
    let new = Cite { stance: None, ..new };
    citation::cite(tx, db, viewer, (PlaceKind::Decision, id.0), new, now).await?;
    audit::note(tx, Some(account), "decision.cite", Some(id.0), "", now).await
}

/// Takes a story out of an open decision. For its maker.
pub async fn take_out(
    tx: &Tx,
    viewer: &Viewer,
    id: DecisionId,
    story: StoryId,
    now: Timestamp,
) -> Result<()> {
    let (account, _) = own(tx, viewer, id).await?;
    citation::take_out(tx, id.0, story, now).await?;
    audit::note(tx, Some(account), "decision.take_out", Some(id.0), "", now).await
}

/// The title as it was typed.
async fn title<C: ConnectionTrait>(connection: &C, work: Uuid) -> Result<String> {
    let row = table::Entity::find_by_id(DecisionId(work))
        .one(connection)
        .await?;
    row.map(|row| row.title).ok_or(Error::NotFound)
}

/// The decisions that a story is in, each by its title as the story's teller may read it.
pub(crate) async fn places(tx: &Tx, story: StoryId) -> Result<Vec<Place>> {
    let teller = story::row(tx, story).await?.participant_id;
    let titled = async |work| title(tx.inner(), work).await;
    citation::places(tx.inner(), PlaceKind::Decision, (story, teller), titled).await
}

/// Tells the makers of the decisions that a story is in that it came out.
pub(crate) async fn tell_owners(tx: &Tx, story: StoryId, now: Timestamp) -> Result<()> {
    for work in citation::works(tx, PlaceKind::Decision, story).await? {
        let row = table::Entity::find_by_id(DecisionId(work))
            .one(tx.inner())
            .await?;
        let row = row.ok_or(Error::NotFound)?;
        notice::tell(tx, row.made_by, NoticeKind::TakenOut, work, Some(story), now).await?;
    }
    Ok(())
}

/// The story is back: the makers need not look any more, unless another came out.
pub(crate) async fn tell_it_is_back(tx: &Tx, story: StoryId, now: Timestamp) -> Result<()> {
    for work in citation::whole(tx, PlaceKind::Decision, story).await? {
        notice::over(tx, NoticeKind::TakenOut, work, None, now).await?;
    }
    Ok(())
}

/// The decisions that a story was used in. For its teller.
pub async fn used(db: &Db, viewer: &Viewer, story: StoryId) -> Result<Vec<Used>> {
    let titled = async |work| title(db.read(), work).await;
    citation::used(db, viewer, PlaceKind::Decision, story, titled).await
}
