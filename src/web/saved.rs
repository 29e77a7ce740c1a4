//! Which of the searches that people keep find a story: for the receipt of somebody who takes it back.
//! Must never look with more than the keeper's own eyes, nor say what a keeper typed.
use std::collections::BTreeMap;
use std::time::Duration;

use entity::place::{Elsewhere, Place};
use entity::saved_search::{self, Saved};
use entity::theme::{self, Framework};
use entity::{AccountId, GROUPS, PlaceKind, StoryId, Timestamp, account, story};

use super::Error;
use super::asked::Wanted;
use super::form::Form;
use crate::search::Asked;
use crate::state::State;

/// A kept search that is still one: themes that are gone are not looked for, and a search for nothing finds nothing.
pub fn wanted(query: &str, frameworks: &[Framework]) -> Option<Wanted> {
    let query = query.strip_prefix('?').unwrap_or(query);
    Some(Wanted::read(&Form::parse(query.as_bytes()), frameworks)).filter(Wanted::is_anything)
}

/// The longest that somebody who takes a story back waits for the searches that find it.
const PATIENCE: Duration = Duration::from_secs(1);

/// What [`found_by`] finds in [`PATIENCE`], whatever happens: taking back goes before what a receipt says.
pub async fn found_in_time(state: &State, story: StoryId, now: Timestamp) -> Elsewhere {
    let mut places = Vec::new();
    let asked = tokio::time::timeout(PATIENCE, found_by(state, story, now, &mut places)).await;
    match &asked {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "a receipt goes without some of the kept searches"),
        Err(_) => tracing::warn!("there was no time to ask every kept search for a receipt"),
    }
    Elsewhere {
        places,
        may_be_more: !matches!(asked, Ok(Ok(()))),
    }
}

/// The kept searches that find the story now, each with what its keeper may see; only keepers who may still
/// sign in. To be asked before the story is taken out of the index. One small query for each kept search of
/// those who see the story.
async fn found_by(
    state: &State,
    story: StoryId,
    now: Timestamp,
    places: &mut Vec<Place>,
) -> Result<(), Error> {
    let frameworks = theme::frameworks(&state.db).await?;
    let mut by_keeper: BTreeMap<AccountId, Vec<Saved>> = BTreeMap::new();
    for saved in saved_search::all(&state.db).await? {
        by_keeper.entry(saved.by).or_default().push(saved);
    }
    for (keeper, searches) in by_keeper {
        let Some(viewer) = account::viewer(&state.db, keeper).await? else {
            continue;
        };
        if story::list(&state.db, &viewer, &[story], now).await?.is_empty() {
            continue;
        }
        for saved in searches {
            let Some(wanted) = wanted(&saved.query, &frameworks) else {
                continue;
            };
            let asked = Asked {
                only: Some(story),
                page: 1,
                per_page: 1,
                ..wanted.asked()
            };
            let found = state.search.find_async(viewer.clone(), asked, now).await;
            if found.map_err(anyhow::Error::from)?.total > 0 {
                places.push(Place {
                    kind: PlaceKind::SavedSearch,
                    id: saved.id.0,
                    name: name(&wanted, &frameworks),
                    by: keeper,
                    at: saved.at,
                });
            }
        }
    }
    Ok(())
}

/// What a teller reads: what was picked from our own lists. What the keeper typed may hold somebody's name.
fn name(wanted: &Wanted, frameworks: &[Framework]) -> String {
    let mut listed = Wanted {
        places: Vec::new(),
        ..wanted.clone()
    };
    listed.groups.retain(|group| GROUPS.contains(&group.as_str()));
    let picked = listed.picked_in_words(frameworks);
    if picked.is_empty() {
        "A search by words".to_owned()
    } else {
        picked
    }
}
