//! What the index may know of a story. Names are always masked: a hidden name cannot be searched for.
//! Read under [`crate::unscoped::Reason`]; the search engine is the only caller.
use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::names::{Sight, names};
use super::read::facts_of;
use super::table;
use crate::{
    Audience, Db, Form, Forms, ProjectId, Result, StoryId, StoryKind, ThemeId, Timestamp, coding,
    participant, placing, unscoped::Reason,
};

/// Until when an audience may find a story; ends are milliseconds, `i64::MAX` when there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Who.
    pub audience: Audience,
    /// The last end of a yes for words, voice or face.
    pub anything_until: i64,
    /// The end of the yes for words; `None` when the words are not for them.
    pub words_until: Option<i64>,
}

impl Reader {
    /// Whoever is one has the words as long as anything.
    fn always_has_words(&self) -> bool {
        self.words_until == Some(self.anything_until)
    }
}

/// A story as it is indexed.
#[derive(Clone, Debug)]
pub struct Document {
    /// The story.
    pub id: StoryId,
    /// What it is.
    pub kind: StoryKind,
    /// In which project; the capture team finds it there.
    pub project: ProjectId,
    /// Its title, names masked.
    pub title: String,
    /// Its words, names masked.
    pub words: String,
    /// The teller's group.
    pub group: String,
    /// The teller's age band.
    pub age_band: String,
    /// Where, names masked; where the teller is from, when somebody who finds it does not have the words.
    pub place: String,
    /// When it was told.
    pub told_at: Timestamp,
    /// Its themes, by tellers and coders.
    pub themes: Vec<ThemeId>,
    /// Who may find it.
    pub readers: Vec<Reader>,
}

/// The documents of those stories that anyone but the teller may find; the others are not to be indexed.
pub async fn documents(db: &Db, ids: &[StoryId], reason: Reason) -> Result<Vec<Document>> {
    reason.noted(ids.len());
    let rows = table::Entity::find()
        .filter(table::Column::Id.is_in(ids.iter().copied()))
        .all(db.read())
        .await?;
    let facts = facts_of(db.read(), &rows).await?;
    let names = names(db.read(), &rows).await?;
    let people: HashMap<_, _> = participant::table::Entity::find()
        .filter(participant::table::Column::Id.is_in(rows.iter().map(|row| row.participant_id)))
        .all(db.read())
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let mut themes = coding::themes_of(db, ids).await?;
    let mut placed = placing::of_stories(db.read(), ids).await?;
    let mut documents = Vec::new();
    for row in rows {
        let (Some(facts), Some(names), Some(person)) = (
            facts.get(&row.id),
            names.get(&row.participant_id),
            people.get(&row.participant_id),
        ) else {
            continue;
        };
        let mask = names.mask(Sight::cut(facts, Forms::default()));
        let readers = if facts.sent && !facts.withdrawn && !facts.held && facts.project_open {
            Audience::ALL
                .iter()
                .filter_map(|audience| reader(facts, *audience))
                .collect()
        } else {
            Vec::new()
        };
        if readers.is_empty() {
            continue;
        }
        let all_words = readers.iter().all(Reader::always_has_words);
        let pictures = placed.remove(&row.id).unwrap_or_default();
        let words = pictures.iter().fold(row.words.clone(), |words, placed| {
            format!("{words}\n{}", placed.said())
        });
        let themes: HashSet<ThemeId> = themes.remove(&row.id).unwrap_or_default().into_iter().collect();
        documents.push(Document {
            id: row.id,
            kind: row.kind,
            project: row.project_id,
            title: mask.apply(&row.title).text,
            words: mask.apply(&words).text,
            group: person.group_name.clone(),
            age_band: person.age_band.clone(),
            place: mask.apply(row.place_for(person, all_words)).text,
            told_at: row.told_at,
            themes: themes.into_iter().collect(),
            readers,
        });
    }
    Ok(documents)
}

fn reader(facts: &crate::policy::Facts, audience: Audience) -> Option<Reader> {
    if audience != Audience::Team && !facts.released {
        return None;
    }
    let second = facts.released_until.filter(|_| audience != Audience::Team);
    let end = |form: Form| {
        let live = facts.live(form, audience).filter(|answer| answer.yes)?;
        let ends = [live.until, second].into_iter().flatten().min();
        Some(ends.map_or(i64::MAX, |until| until.0))
    };
    let anything_until = [Form::Words, Form::Voice, Form::Face]
        .into_iter()
        .filter_map(end)
        .max()?;
    Some(Reader {
        audience,
        anything_until,
        words_until: end(Form::Words),
    })
}
