//! An interview between its two steps: the consent is written down, the notes are not yet. For the
//! researcher who began it; nobody else gets a draft.
use std::collections::HashSet;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use super::read::visible_row;
use super::{capture, table, write};
use crate::{Db, Error, ParticipantId, ProjectId, Result, StoryId, Timestamp, Tx, Viewer, asset, consent};

/// A story that the viewer has begun for somebody and not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The story.
    pub id: StoryId,
    /// Whose it is.
    pub participant: ParticipantId,
    /// In which project.
    pub project: ProjectId,
    /// When the capture began.
    pub started_at: Timestamp,
    /// When the consent was written down and the draft made.
    pub agreed_at: Timestamp,
    /// How many fields were filled in so far.
    pub fields: i32,
    /// Nobody has written down a consent yet: the word of the form that does so for this draft.
    pub unasked: Option<String>,
}

/// Where and when a story was told, and who helped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// Where; the participant's place stays when empty.
    pub place: String,
    /// When; the moment it was begun stays when `None`.
    pub told_at: Option<Timestamp>,
    /// How it was told.
    pub how_told: String,
    /// Who helped.
    pub helper_name: String,
    /// How they helped.
    pub helper_how: String,
}

/// A draft that the viewer, of the capture team, has begun; sent or taken back it is not found.
pub async fn draft(db: &Db, viewer: &Viewer, id: StoryId) -> Result<Draft> {
    let account = viewer.account().ok_or(Error::NotFound)?;
    let row = table::Entity::find_by_id(id)
        .filter(table::Column::CreatedBy.eq(account))
        .filter(table::Column::SentAt.is_null())
        .filter(table::Column::WithdrawnAt.is_null())
        .one(db.read())
        .await?
        .filter(|row| viewer.is_on(row.project_id))
        .ok_or(Error::NotFound)?;
    let taken = capture::Entity::find_by_id(id)
        .one(db.read())
        .await?
        .ok_or(Error::NotFound)?;
    let asked = answered(db, &[id]).await?;
    Ok(draft_of(&row, &taken, asked.contains(&id)))
}

/// Those of the stories whose teller has answered who may see them.
pub(super) async fn answered(db: &Db, ids: &[StoryId]) -> Result<HashSet<StoryId>> {
    let rows: Vec<StoryId> = consent::table::Entity::find()
        .select_only()
        .column(consent::table::Column::StoryId)
        .distinct()
        .filter(consent::table::Column::StoryId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db.read())
        .await?;
    Ok(rows.into_iter().collect())
}

pub(super) fn draft_of(row: &table::Model, taken: &capture::Model, asked: bool) -> Draft {
    let word = row.nonce.as_deref().unwrap_or_default();
    let word = word.split_once(':').map_or(word, |(_, word)| word);
    Draft {
        unasked: (!asked).then(|| word.to_owned()),
        id: row.id,
        participant: row.participant_id,
        project: row.project_id,
        started_at: taken.started_at,
        agreed_at: row.created_at,
        fields: taken.fields,
    }
}

/// What a second press of the notes brings, to be told from what the first one brought.
#[derive(Clone, Debug)]
pub struct Pressed<'a> {
    /// The title.
    pub title: &'a str,
    /// The words.
    pub words: &'a str,
    /// How it felt.
    pub feeling: Option<i32>,
    /// Where and when it was, and who helped.
    pub visit: &'a Visit,
    /// How many files.
    pub files: u64,
}

/// Whether an interview that was sent holds just this, its day to the day. For its capture team; never
/// gives a word of it.
pub async fn is_as_sent(
    db: &Db,
    viewer: &Viewer,
    id: StoryId,
    pressed: &Pressed<'_>,
    now: Timestamp,
) -> Result<bool> {
    let row = visible_row(db, viewer, id, now).await?;
    if !viewer.is_on(row.project_id) {
        return Err(Error::NotFound);
    }
    let taken = capture::Entity::find_by_id(id)
        .one(db.read())
        .await?
        .ok_or(Error::NotFound)?;
    let files = asset::count(db.read(), id).await?;
    let day = |at: Timestamp| at.0.div_euclid(Timestamp::DAY);
    let Visit {
        place,
        told_at,
        helper_name,
        helper_how,
        ..
    } = pressed.visit;
    Ok(row.title == pressed.title
        && row.words == pressed.words
        && row.feeling == pressed.feeling
        && (place.is_empty() || row.place == *place)
        && told_at.is_none_or(|told_at| day(told_at) == day(row.told_at))
        && taken.helper_name == *helper_name
        && taken.helper_how == *helper_how
        && files == pressed.files)
}

/// Sets where and when a story was told and who helped.
pub async fn set_visit(tx: &Tx, viewer: &Viewer, id: StoryId, visit: Visit, now: Timestamp) -> Result<()> {
    let row = write::own_row(tx, viewer, id).await?;
    let mut taken = capture::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?
        .into_active_model();
    taken.how_told = Set(visit.how_told);
    taken.helper_name = Set(visit.helper_name);
    taken.helper_how = Set(visit.helper_how);
    taken.update(tx.inner()).await?;
    let mut changed = row.into_active_model();
    if !visit.place.is_empty() {
        changed.place = Set(visit.place);
    }
    if let Some(told_at) = visit.told_at {
        changed.told_at = Set(told_at);
    }
    write::touch(tx, changed.update(tx.inner()).await?, false, now).await
}

/// Gives a story without words the words of its recording; its title stays as it was told. Answers
/// whether it did: a story with words keeps them.
pub async fn give_words(tx: &Tx, viewer: &Viewer, id: StoryId, words: &str, now: Timestamp) -> Result<bool> {
    let row = write::own_row(tx, viewer, id).await?;
    if !row.words.trim().is_empty() {
        return Ok(false);
    }
    let title = row.title;
    write::set_words(tx, viewer, id, &title, words, now).await?;
    Ok(true)
}
