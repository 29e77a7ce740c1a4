//! What the made-up planners did with the stories: a decision, an insight, searches they keep.
use std::collections::HashMap;

use anyhow::Context as _;
use entity::citation::Cite;
use entity::theme::{self, Framework};
use entity::{Stance, StoryId, Timestamp, decision, insight, saved_search};

use super::file::{CouncilFile, ItemLine};
use super::people::People;
use super::stories::find;
use crate::state::State;
use crate::web::asked::Wanted;

/// The stories by their keys, each with when it was told.
type Told<'a> = HashMap<&'a str, (StoryId, Timestamp)>;

/// Everything begins soon after the newest story that it uses, when every consent still stood.
pub(super) async fn load(
    state: &State,
    file: &CouncilFile,
    people: &People,
    frameworks: &[Framework],
    told: &Told<'_>,
) -> anyhow::Result<()> {
    for line in &file.decisions {
        let by = people.staff(&line.by)?;
        let (cites, at) = cites(&line.items, None, told)?;
        let words = decision::Words {
            title: line.title.clone(),
            question: line.question.clone(),
            decided: line.decided.clone(),
            change: line.change.clone(),
            no_story: String::new(),
        };
        let tx = state.db.begin().await?;
        let id = decision::make(&tx, &state.db, by, (words, None), &line.title, at).await?;
        for cite in cites {
            decision::cite(&tx, &state.db, by, id, cite, at).await?;
        }
        if line.is_final {
            decision::finish(&tx, by, id, at.plus_days(14)).await?;
        }
        tx.commit().await?;
    }
    for line in &file.insights {
        let by = people.staff(&line.by)?;
        let (mut all, newest) = cites(&line.speaks_for, Some(Stance::For), told)?;
        let (against, at) = cites(&line.against, Some(Stance::Against), told)?;
        let at = newest.max(at);
        all.extend(against);
        let words = insight::Words {
            claim: line.claim.clone(),
            grounds: line.grounds.clone(),
        };
        let tx = state.db.begin().await?;
        let id = insight::make(&tx, &state.db, by, (words, None), &line.claim, at).await?;
        for cite in all {
            insight::cite(&tx, &state.db, by, id, cite, at).await?;
        }
        tx.commit().await?;
    }
    searches(state, file, people, frameworks, told).await
}

async fn searches(
    state: &State,
    file: &CouncilFile,
    people: &People,
    frameworks: &[Framework],
    told: &Told<'_>,
) -> anyhow::Result<()> {
    let newest = told.values().map(|(_, at)| *at).max();
    let at = newest.context("there are stories")?;
    for line in &file.saved_searches {
        let theme =
            |key: &String| find(frameworks, theme::COUNCIL, key).with_context(|| format!("no theme {key}"));
        let wanted = Wanted {
            words: line.words.clone(),
            themes: line.themes.iter().map(theme).collect::<anyhow::Result<_>>()?,
            page: 1,
            ..Wanted::default()
        };
        let tx = state.db.begin().await?;
        saved_search::save(&tx, people.staff(&line.by)?, &line.name, &wanted.query(), at).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The stories to use, and a moment two days after the newest of them was told.
fn cites(
    items: &[ItemLine],
    stance: Option<Stance>,
    told: &Told<'_>,
) -> anyhow::Result<(Vec<Cite>, Timestamp)> {
    let mut cites = Vec::new();
    let mut newest = Timestamp(0);
    for item in items {
        let (story, at) = told
            .get(item.story.as_str())
            .with_context(|| format!("no story {}", item.story))?;
        cites.push(Cite {
            story: *story,
            stance,
            why: item.why.clone(),
        });
        newest = newest.max(*at);
    }
    Ok((cites, newest.plus_days(2)))
}
