//! Writers of stories. Each checks who may, writes in the given transaction, appends to the
//! change log and the audit. What changes the words or files makes a new cut, which the teller
//! has to look at before anyone beyond the capture team sees it.
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::{capture, read, ready, table};
use crate::{
    AssetState, Error, NoticeKind, ParticipantId, Result, StoryId, StoryKind, Subject, Timestamp, Tx, Viewer,
    asset, audit, change, consent, draft_words, hold,
    journal::{self, Entry},
    notice, participant, placing,
};

/// A story that is begun: a teller's draft, or what the capture team brings back.
#[derive(Clone, Debug)]
pub struct NewStory {
    /// What it is.
    pub kind: StoryKind,
    /// Whose it is.
    pub participant: ParticipantId,
    /// Its title; may be empty in a draft.
    pub title: String,
    /// Its words; may be empty in a draft.
    pub words: String,
    /// Where it happened or was told; the participant's place when empty.
    pub place: String,
    /// When it was told.
    pub told_at: Timestamp,
    /// How it felt, from 1 to 5.
    pub feeling: Option<i32>,
    /// A word of the form, so that two presses make one story.
    pub nonce: String,
    /// How it was told.
    pub how_told: String,
    /// Who helped.
    pub helper_name: String,
    /// How they helped.
    pub helper_how: String,
    /// When the capture began.
    pub started_at: Timestamp,
}

/// Begins a story: by its teller, or by the capture team of the participant's project.
/// The same nonce from the same account gives the same story.
pub async fn start(tx: &Tx, viewer: &Viewer, new: NewStory, now: Timestamp) -> Result<StoryId> {
    // With a helper beside there is one story, and it is begun already.
    let account = viewer
        .account()
        .filter(|_| viewer.beside().is_none())
        .ok_or(Error::NotFound)?;
    let person = participant::table::Entity::find_by_id(new.participant)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    if viewer.participant() != Some(new.participant) && !viewer.is_on(person.project_id) {
        return Err(Error::NotFound);
    }
    let there = table::Entity::find()
        .filter(table::Column::CreatedBy.eq(account))
        .filter(table::Column::Nonce.eq(new.nonce.clone()))
        .one(tx.inner())
        .await?;
    if let Some(row) = there {
        return Ok(row.id);
    }
    let id = StoryId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        kind: Set(new.kind),
        participant_id: Set(new.participant),
        project_id: Set(person.project_id),
        title: Set(new.title),
        words: Set(new.words),
        feeling: Set(new.feeling),
        place: Set(if new.place.is_empty() {
            person.place
        } else {
            new.place
        }),
        told_at: Set(new.told_at),
        created_by: Set(account),
        nonce: Set(Some(new.nonce)),
        created_at: Set(now),
        changed_at: Set(now),
        cut: Set(1),
        cut_at: Set(now),
        sent_at: Set(None),
        released_at: Set(None),
        released_cut: Set(None),
        released_until: Set(None),
        withdrawn_at: Set(None),
        purged_at: Set(None),
        words_agreed_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    capture::Entity::insert(capture::ActiveModel {
        story_id: Set(id),
        captured_by: Set(account),
        how_told: Set(new.how_told),
        helper_name: Set(new.helper_name),
        helper_how: Set(new.helper_how),
        started_at: Set(new.started_at),
        minutes: Set(0),
        fields: Set(0),
    })
    .exec_without_returning(tx.inner())
    .await?;
    change::append(tx, Subject::Story, id.0, now).await?;
    audit::note(tx, Some(account), "story.start", Some(id.0), "", now).await?;
    Ok(id)
}

/// Notes that a story changed. A new cut is what the teller has to look at again.
pub(crate) async fn touch(tx: &Tx, row: table::Model, new_cut: bool, now: Timestamp) -> Result<()> {
    let mut touched = table::Entity::update_many().col_expr(table::Column::ChangedAt, Expr::val(now));
    if new_cut {
        // Counted by the database: two writers at once make two cuts.
        let next = sea_orm::sea_query::ExprTrait::add(Expr::col(table::Column::Cut), 1);
        touched = touched
            .col_expr(table::Column::Cut, next)
            .col_expr(table::Column::CutAt, Expr::val(now));
    }
    touched
        .filter(table::Column::Id.eq(row.id))
        .exec(tx.inner())
        .await?;
    if new_cut && row.sent_at.is_some() {
        // Read again: another writer may have made a cut between.
        let cut = locked_row(tx, row.id).await?.cut;
        let story = row.id;
        journal::note(tx, None, &[Entry::NewCut { story, cut }], now).await?;
    }
    change::append(tx, Subject::Story, row.id.0, now).await
}

/// The row of a story; on PostgreSQL whoever else asks for it so waits until this transaction ends.
pub(crate) async fn locked_row(tx: &Tx, id: StoryId) -> Result<table::Model> {
    table::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)
}

/// Holds a person and then every story of theirs still, in order of id: what writes about several stories of
/// somebody, or about a person and a story, begins with this, before it notes anything in the audit.
pub(crate) async fn hold_all_of(tx: &Tx, id: ParticipantId) -> Result<Vec<table::Model>> {
    participant::hold_still(tx, id).await?;
    Ok(table::Entity::find()
        .filter(table::Column::ParticipantId.eq(id))
        .order_by_asc(table::Column::Id)
        .lock_exclusive()
        .all(tx.inner())
        .await?)
}

/// The row of a story that the viewer tells or captures, not taken back.
pub(crate) async fn own_row(tx: &Tx, viewer: &Viewer, id: StoryId) -> Result<table::Model> {
    let row = read::row(tx, id).await?;
    let teller = row.is_told_by(viewer);
    let team =
        viewer.is_on(row.project_id) && (row.sent_at.is_some() || viewer.account() == Some(row.created_by));
    // What is held stays as it was found; notes of an interview that is still being written are not lost.
    let kept = !teller && row.sent_at.is_some() && hold::is_held(tx, id).await?;
    if (teller || team) && row.withdrawn_at.is_none() && !kept {
        Ok(row)
    } else {
        Err(Error::NotFound)
    }
}

/// Sets what kind of story a draft is.
pub async fn set_kind(tx: &Tx, viewer: &Viewer, id: StoryId, kind: StoryKind, now: Timestamp) -> Result<()> {
    let row = own_row(tx, viewer, id).await?;
    let mut changed = row.clone().into_active_model();
    changed.kind = Set(kind);
    touch(tx, changed.update(tx.inner()).await?, false, now).await
}

/// Sets title and words, to the letter. Makes a new cut when they differ.
pub async fn set_words(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    title: &str,
    words: &str,
    now: Timestamp,
) -> Result<()> {
    let row = own_row(tx, viewer, id).await?;
    if row.title == title && row.words == words {
        return Ok(());
    }
    let mut changed = row.into_active_model();
    changed.title = Set(title.to_owned());
    changed.words = Set(words.to_owned());
    touch(tx, changed.update(tx.inner()).await?, true, now).await
}

/// Sets how it felt, from 1 (very sad) to 5 (very happy), or that the teller would rather not say.
pub async fn set_feeling(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    feeling: Option<i32>,
    now: Timestamp,
) -> Result<()> {
    if feeling.is_some_and(|feeling| !(1..=5).contains(&feeling)) {
        return Err(Error::Refused("Pick one of the five faces."));
    }
    let row = own_row(tx, viewer, id).await?;
    let mut changed = row.into_active_model();
    changed.feeling = Set(feeling);
    touch(tx, changed.update(tx.inner()).await?, false, now).await
}

/// Records what a capture cost that was taken in one go: the time since it began, and how many fields were
/// filled in.
pub async fn finish_capture(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    fields: i32,
    now: Timestamp,
) -> Result<()> {
    let since = |taken: &capture::Model| now.0.saturating_sub(taken.started_at.0);
    cost(tx, viewer, id, fields, since).await
}

/// Records what an interview cost that was taken in steps with pauses between them: the milliseconds that
/// all steps were open, and how many fields were filled in.
pub async fn finish_interview(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    fields: i32,
    spent_ms: i64,
) -> Result<()> {
    cost(tx, viewer, id, fields, |_| spent_ms).await
}

/// A started minute counts, and nothing takes less than one.
async fn cost(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    fields: i32,
    spent_ms: impl FnOnce(&capture::Model) -> i64,
) -> Result<()> {
    own_row(tx, viewer, id).await?;
    let row = capture::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    let minutes = spent_ms(&row).max(0).saturating_add(59_999) / 60_000;
    let mut changed = row.into_active_model();
    changed.minutes = Set(i32::try_from(minutes).unwrap_or(i32::MAX).max(1));
    changed.fields = Set(fields);
    changed.update(tx.inner()).await?;
    Ok(())
}

/// Sends a story to the capture team. Sending twice is sending once.
pub async fn send(tx: &Tx, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<()> {
    let row = own_row(tx, viewer, id).await?;
    if row.sent_at.is_some() {
        return Ok(());
    }
    let files = asset::count(tx.inner(), id).await?;
    let placed = placing::of_stories(tx.inner(), &[id]).await?;
    if row.words.trim().is_empty() && files == 0 && placed.is_empty() {
        return Err(Error::Refused(
            "There is no story yet. Write it or film it first.",
        ));
    }
    let answered = consent::table::Entity::find()
        .filter(consent::table::Column::StoryId.eq(id))
        .count(tx.inner())
        .await?;
    if answered == 0 {
        return Err(Error::Refused("Pick who can see your story first."));
    }
    draft_words::forget(tx, id).await?;
    let mut changed = row.into_active_model();
    changed.sent_at = Set(Some(now));
    changed.cut_at = Set(now);
    touch(tx, changed.update(tx.inner()).await?, false, now).await?;
    audit::note(
        tx,
        viewer.account(),
        "story.send",
        Some(id.0),
        viewer.with_whom(),
        now,
    )
    .await
}

/// The teller's second yes, to the cut they looked at. Refused when the story changed meanwhile, its film
/// cannot be played, the time for thinking is not over, or the permission for somebody under 18 is missing.
pub async fn release(tx: &Tx, viewer: &Viewer, id: StoryId, cut: i32, now: Timestamp) -> Result<()> {
    // A permission that is ended meanwhile waits, or is seen.
    let person = read::row(tx, id).await?.participant_id;
    participant::hold_still(tx, person).await?;
    locked_row(tx, id).await?;
    let row = own_row(tx, viewer, id).await?;
    if viewer.participant() != Some(row.participant_id) {
        return Err(Error::NotFound);
    }
    participant::living(tx, person).await?;
    if row.sent_at.is_none() {
        return Err(Error::Refused("Send your story first."));
    }
    if row.cut != cut {
        return Err(Error::Conflict("Your story changed. Look at it again first."));
    }
    match asset::state(tx, id).await? {
        Some(AssetState::Waiting | AssetState::Working) => {
            return Err(Error::Conflict(
                "Your film is not ready yet. Look at it when it is.",
            ));
        }
        Some(AssetState::Broken) => {
            return Err(Error::Conflict(
                "We could not play your film. Send it again first.",
            ));
        }
        Some(AssetState::Ready) | None => {}
    }
    ready::check(tx, &row, now).await?;
    notice::over(tx, NoticeKind::LookNow, id.0, None, now).await?;
    let until = ready::until(tx.inner(), &row, now, now).await?;
    let mut changed = row.into_active_model();
    changed.released_at = Set(Some(now));
    changed.released_cut = Set(Some(cut));
    changed.released_until = Set(until);
    touch(tx, changed.update(tx.inner()).await?, false, now).await?;
    journal::note(tx, viewer.account(), &[Entry::Released { story: id, cut }], now).await?;
    audit::note(
        tx,
        viewer.account(),
        "story.release",
        Some(id.0),
        viewer.with_whom(),
        now,
    )
    .await
}
