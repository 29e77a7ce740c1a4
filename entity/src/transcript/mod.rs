//! The words of a recording, anchored in time. They are words: they follow the form "my words".
//! A line that its teller has put right stays as they said it, whoever saves lines after that.
mod kept;
mod own;
pub(crate) mod table;
mod text;

pub use kept::Crossing;
pub use own::{OwnLine, Said, agree, mark, own, put_right, said};

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{Db, Error, Result, StoryId, Timestamp, Tx, Viewer, audit, story};

/// The most lines of one recording; hours of talk have a few thousand.
const MOST_CUES: usize = 20_000;
/// So many rows in one statement: databases take a limited number of values.
const AT_ONCE: usize = 1_000;

/// A line of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// From, in milliseconds.
    pub start_ms: i64,
    /// To, in milliseconds.
    pub end_ms: i64,
    /// What is said.
    pub words: String,
}

/// Sets the lines of a story's recording, for its capture team or teller. Makes a new cut. Lines that the teller
/// has put right stay, and nothing else stands at their time; answers how many of those were to be another. A story
/// without words, or with those of its lines, gets those of the lines that are kept. Refused when there are more lines
/// than anybody can say, and when one goes over a line of the teller's and beyond it ([`crossing`] names these).
pub async fn set(tx: &Tx, viewer: &Viewer, id: StoryId, cues: &[Cue], now: Timestamp) -> Result<usize> {
    story::locked_row(tx, id).await?;
    let row = story::own_row(tx, viewer, id).await?;
    if cues.len() > MOST_CUES {
        return Err(Error::Refused(
            "There are more than 20,000 lines in it. Check that it is the right file.",
        ));
    }
    let there = own::rows(tx, id).await?;
    let (lines, stood) = kept::kept(&there, cues)?;
    let from_lines = row.words.trim().is_empty() || text::is_of(&row.words, &there);
    let before: Vec<own::Line> = there.into_iter().map(own::Line::from).collect();
    write(tx, id, &lines).await?;
    if lines != before && row.words_agreed_at.is_some() {
        own::ask_again(tx, id).await?;
    }
    let row = if from_lines {
        let said = text::joined(lines.iter().map(|line| line.cue.words.as_str()));
        story::give_words(tx, row, &said, now).await?
    } else {
        row
    };
    story::touch(tx, row, true, now).await?;
    audit::note(tx, viewer.account(), "transcript.set", Some(id.0), "", now).await?;
    Ok(stood)
}

/// Which of some new lines go over lines that the teller put right or took out, and beyond them.
pub async fn crossing(
    db: &Db,
    viewer: &Viewer,
    id: StoryId,
    cues: &[Cue],
    now: Timestamp,
) -> Result<Vec<Crossing>> {
    story::visible_row(db, viewer, id, now).await?;
    let there = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .order_by_asc(table::Column::Position)
        .all(db.read())
        .await?;
    Ok(kept::crossing(&there, cues))
}

async fn write(tx: &Tx, id: StoryId, lines: &[own::Line]) -> Result<()> {
    table::Entity::delete_many()
        .filter(table::Column::StoryId.eq(id))
        .exec(tx.inner())
        .await?;
    let rows: Vec<table::ActiveModel> = (0..)
        .zip(lines)
        .map(|(position, line)| table::ActiveModel {
            story_id: Set(id),
            position: Set(position),
            start_ms: Set(line.cue.start_ms),
            end_ms: Set(line.cue.end_ms),
            words: Set(line.cue.words.clone()),
            by_teller: Set(line.by_teller),
        })
        .collect();
    for some in rows.chunks(AT_ONCE) {
        table::Entity::insert_many(some.iter().cloned())
            .exec_without_returning(tx.inner())
            .await?;
    }
    Ok(())
}

/// The lines as they are to be kept when somebody mends them who was shown them with names hidden: a
/// line that comes back as it was shown has the words it had; one that was changed, what was typed.
pub async fn mended(
    db: &Db,
    viewer: &Viewer,
    id: StoryId,
    cues: Vec<Cue>,
    now: Timestamp,
) -> Result<Vec<Cue>> {
    let row = story::visible_row(db, viewer, id, now).await?;
    let (_, mask) = story::mask_for(db, viewer, &row, now).await?;
    let there = of_stories(db, &[id]).await?.remove(&id).unwrap_or_default();
    let shown: HashMap<(i64, String), String> = there
        .into_iter()
        .map(|cue| ((cue.start_ms, mask.apply(&cue.words).text), cue.words))
        .collect();
    Ok(cues
        .into_iter()
        .map(|cue| match shown.get(&(cue.start_ms, cue.words.clone())) {
            Some(words) => Cue {
                words: words.clone(),
                ..cue
            },
            None => cue,
        })
        .collect())
}

/// The lines of several stories, for the reads of [`crate::story`] to cut and mask.
pub(crate) async fn of_stories(db: &Db, stories: &[StoryId]) -> Result<HashMap<StoryId, Vec<Cue>>> {
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.is_in(stories.iter().copied()))
        // The teller took these out.
        .filter(table::Column::Words.ne(""))
        .order_by_asc(table::Column::Position)
        .all(db.read())
        .await?;
    let mut found: HashMap<StoryId, Vec<Cue>> = HashMap::new();
    for row in rows {
        let cue = Cue {
            start_ms: row.start_ms,
            end_ms: row.end_ms,
            words: row.words,
        };
        found.entry(row.story_id).or_default().push(cue);
    }
    Ok(found)
}
