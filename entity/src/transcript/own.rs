//! "Are these your words?": the lines of a recording read back to their teller, who puts them right or says yes.
//! Their correction wins over every line that is saved later. Must never be written by anybody else.
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter, QueryOrder,
};

use super::{Cue, table};
use crate::{Db, Error, Result, StoryId, Timestamp, Tx, Viewer, audit, story};

/// Longest line, in letters: a minute of fast talk.
const LONGEST: usize = 1_000;

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

/// What a teller said of the lines, for their team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// When they said that the lines, as they are, are their words.
    pub agreed_at: Option<Timestamp>,
    /// How many they put right or took out.
    pub put_right: u64,
}

/// The lines of the viewer's own story, and whether they said that these are their words.
pub async fn own(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<(Vec<OwnLine>, bool)> {
    story::own(db, viewer, id, now).await?;
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::Words.ne(""))
        .order_by_asc(table::Column::Position)
        .all(db.read())
        .await?;
    let story = story::table::Entity::find_by_id(id).one(db.read()).await?;
    let line = |row: table::Model| OwnLine {
        position: row.position,
        cue: Line::from(row).cue,
    };
    let agreed = story.is_some_and(|story| story.words_agreed_at.is_some());
    Ok((rows.into_iter().map(line).collect(), agreed))
}

/// What the teller of a story said of its lines, for whoever may see its words.
pub async fn said(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Said> {
    let row = story::visible_row(db, viewer, id, now).await?;
    let put_right = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::ByTeller.eq(true))
        .count(db.read())
        .await?;
    Ok(Said {
        agreed_at: row.words_agreed_at,
        put_right,
    })
}

/// The teller says what a line says; nothing takes it out. `was` is the line as they read it: when another stands
/// there by now, they are asked again (conflict). Makes a new cut.
pub async fn put_right(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    (position, was): (i32, &str),
    words: &str,
    now: Timestamp,
) -> Result<()> {
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
    // The words of the story were taken from its lines: they are put right with them.
    let text = |lines: &[table::Model]| {
        let said: Vec<&str> = lines
            .iter()
            .map(|line| line.words.as_str())
            .filter(|words| !words.is_empty())
            .collect();
        said.join("\n")
    };
    let after = rows(tx, id).await?;
    let mut story = row.clone().into_active_model();
    story.words_agreed_at = Set(None);
    if row.words == text(&before) {
        story.words = Set(text(&after));
    }
    story::touch(tx, story.update(tx.inner()).await?, true, now).await?;
    audit::note(tx, viewer.account(), "transcript.put_right", Some(id.0), "", now).await
}

/// The teller says that the lines are their words.
pub async fn agree(tx: &Tx, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<()> {
    let mut story = told_by(tx, viewer, id).await?.into_active_model();
    story.words_agreed_at = Set(Some(now));
    story.update(tx.inner()).await?;
    audit::note(tx, viewer.account(), "transcript.agree", Some(id.0), "", now).await
}

async fn told_by(tx: &Tx, viewer: &Viewer, id: StoryId) -> Result<story::table::Model> {
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

/// New lines with the teller's own in their places, in the order of time; and how many of the teller's were to
/// become something else.
pub(super) fn kept(there: &[table::Model], cues: &[Cue]) -> (Vec<Line>, usize) {
    let own: Vec<Line> = there
        .iter()
        .filter(|row| row.by_teller)
        .cloned()
        .map(Line::from)
        .collect();
    // By its middle: machines hear where a line begins a little otherwise each time.
    let is_at = |line: &Line, cue: &Cue| {
        let middle = cue.start_ms.midpoint(cue.end_ms);
        (line.cue.start_ms..line.cue.end_ms).contains(&middle)
    };
    let stood = own
        .iter()
        .filter(|line| !cues.contains(&line.cue) && !line.cue.words.is_empty())
        .count();
    let others = cues
        .iter()
        .filter(|cue| !own.iter().any(|line| is_at(line, cue)))
        .map(|cue| Line {
            cue: cue.clone(),
            by_teller: false,
        });
    let mut lines: Vec<Line> = others.chain(own.iter().cloned()).collect();
    lines.sort_by_key(|line| line.cue.start_ms);
    (lines, stood)
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
