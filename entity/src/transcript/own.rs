//! "Are these your words?": the lines of a recording read back to their teller, who puts them right or says yes.
//! Their correction wins over every line that is saved later. Must never be written by anybody else.
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel as _, QueryFilter,
    QueryOrder,
};

use super::{Cue, table, text};
use crate::audit::sha256;
use crate::{Db, Error, NoticeKind, Result, StoryId, Timestamp, Tx, Viewer, audit, notice, project, story};

/// Longest line, in letters: a minute of fast talk.
const LONGEST: usize = 1_000;
/// Letters of a mark; it stands in addresses.
const MARK: usize = 16;

/// A line as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub cue: Cue,
    pub by_teller: bool,
}

impl From<table::Model> for Line {
    fn from(row: table::Model) -> Self {
        Self {
            cue: Cue {
                start_ms: row.start_ms,
                end_ms: row.end_ms,
                words: row.words,
            },
            by_teller: row.by_teller,
        }
    }
}

/// A line as its teller reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLine {
    /// Where it stands, from 0.
    pub position: i32,
    /// The line.
    pub cue: Cue,
}

impl OwnLine {
    /// Nothing for a line that the teller took out.
    fn of(row: table::Model) -> Option<Self> {
        (!row.words.is_empty()).then(|| Self {
            position: row.position,
            cue: Line::from(row).cue,
        })
    }
}

/// What a teller said of the lines, for their team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// When they said that the lines, as they are, are their words.
    pub agreed_at: Option<Timestamp>,
    /// How many they put right or took out.
    pub put_right: u64,
    /// The words of the story are a text of their own, not these lines.
    pub own_text: bool,
}

/// The lines of the viewer's own story, and whether they said that these are their words.
pub async fn own(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<(Vec<OwnLine>, bool)> {
    story::own(db, viewer, id, now).await?;
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .order_by_asc(table::Column::Position)
        .all(db.read())
        .await?;
    let story = story::table::Entity::find_by_id(id).one(db.read()).await?;
    let agreed = story.is_some_and(|story| story.words_agreed_at.is_some());
    Ok((rows.into_iter().filter_map(OwnLine::of).collect(), agreed))
}

/// What the teller of a story said of its lines, for whoever may see its words.
pub async fn said(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Said> {
    let row = story::visible_row(db, viewer, id, now).await?;
    let lines = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .order_by_asc(table::Column::Position)
        .all(db.read())
        .await?;
    let put_right = lines.iter().filter(|line| line.by_teller).count();
    Ok(Said {
        agreed_at: row.words_agreed_at,
        put_right: u64::try_from(put_right).unwrap_or(u64::MAX),
        own_text: !row.words.trim().is_empty() && !text::is_of(&row.words, &lines),
    })
}

/// The teller says what a line says; nothing takes it out. `was` is the line as they read it: when another stands
/// there by now, they are asked again (conflict). Makes a new cut. Answers whether the words of the story say the
/// same now; where these are a text of their own that does not have the line, the team is told to look at it.
pub async fn put_right(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    (position, was): (i32, &str),
    words: &str,
    now: Timestamp,
) -> Result<bool> {
    let row = told_by(tx, viewer, id).await?;
    if words.chars().count() > LONGEST {
        return Err(Error::Refused("This is very long for one line. Make it shorter."));
    }
    let before = rows(tx, id).await?;
    let line = before.iter().find(|line| line.position == position);
    let line = line
        .filter(|line| line.words == was)
        .cloned()
        .ok_or(Error::Conflict("The words changed. Read them again."))?;
    let mut changed = line.into_active_model();
    changed.words = Set(words.to_owned());
    changed.by_teller = Set(true);
    changed.update(tx.inner()).await?;
    ask_again(tx, id).await?;
    let text = if row.words.trim().is_empty() || text::is_of(&row.words, &before) {
        Some(text::of(&rows(tx, id).await?))
    } else {
        text::instead(&row.words, was, words)
    };
    let says_the_same = text.is_some();
    let row = match text {
        Some(text) if !row.words.trim().is_empty() => story::give_words(tx, row, &text, now).await?,
        Some(_) => row,
        None => {
            tell_team(tx, &row, now).await?;
            row
        }
    };
    story::touch(tx, row, true, now).await?;
    let with = viewer.with_whom();
    audit::note(
        tx,
        viewer.account(),
        "transcript.put_right",
        Some(id.0),
        with,
        now,
    )
    .await?;
    Ok(says_the_same)
}

async fn tell_team(tx: &Tx, row: &story::table::Model, now: Timestamp) -> Result<()> {
    let members = project::member::Entity::find()
        .filter(project::member::Column::ProjectId.eq(row.project_id))
        .all(tx.inner())
        .await?;
    for member in members {
        let (to, story) = (member.account_id, row.id);
        notice::tell(tx, to, NoticeKind::WordsChanged, story.0, Some(story), now).await?;
    }
    Ok(())
}

/// What lines say, as a short mark: who sends it back read these and no others.
pub fn mark(lines: &[OwnLine]) -> String {
    let said: Vec<String> = lines
        .iter()
        .map(|line| format!("{} {}", line.cue.start_ms, line.cue.words))
        .collect();
    sha256(&said.join("\n\n")).chars().take(MARK).collect()
}

/// The teller says that the lines are their words. `read` is the [`mark`] of those that they read: when there are
/// others by now, they are asked again (conflict).
pub async fn agree(tx: &Tx, viewer: &Viewer, id: StoryId, read: &str, now: Timestamp) -> Result<()> {
    let row = told_by(tx, viewer, id).await?;
    let lines: Vec<OwnLine> = rows(tx, id).await?.into_iter().filter_map(OwnLine::of).collect();
    if mark(&lines) != read {
        return Err(Error::Conflict("The words changed. Read them again."));
    }
    let mut story = row.into_active_model();
    story.words_agreed_at = Set(Some(now));
    story.update(tx.inner()).await?;
    let with = viewer.with_whom();
    audit::note(tx, viewer.account(), "transcript.agree", Some(id.0), with, now).await
}

/// The story, held still: nobody changes its lines before this transaction ends.
async fn told_by(tx: &Tx, viewer: &Viewer, id: StoryId) -> Result<story::table::Model> {
    story::locked_row(tx, id).await?;
    let row = story::own_row(tx, viewer, id).await?;
    if row.is_told_by(viewer) {
        Ok(row)
    } else {
        Err(Error::NotFound)
    }
}

/// Every line in order, those that the teller took out among them.
pub(super) async fn rows(tx: &Tx, id: StoryId) -> Result<Vec<table::Model>> {
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .order_by_asc(table::Column::Position)
        .all(tx.inner())
        .await?;
    Ok(rows)
}

/// The lines are not those that the teller read.
pub(super) async fn ask_again(tx: &Tx, id: StoryId) -> Result<()> {
    story::table::Entity::update_many()
        .col_expr(
            story::table::Column::WordsAgreedAt,
            sea_orm::sea_query::Expr::value(Option::<i64>::None),
        )
        .filter(story::table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    Ok(())
}
