//! Throws stories away for good that were taken back more than 30 days ago: first the rows, in one
//! transaction a story, then by a job that is tried again the bytes. Bytes that no job removes are
//! nobody's, and the sweep takes them. Must never touch a story that can still be brought back.
use anyhow::Context as _;
use entity::job::NewJob;
use entity::unscoped::Reason;
use entity::{StoryId, story};
use serde::{Deserialize, Serialize};

use crate::jobs::{DEFAULT, Outcome, Registry, Task, Trouble};
use crate::state::State;
use crate::web::upload;

/// The kind of job that removes the bytes.
const REMOVE: &str = "story.remove_bytes";
/// Stories in one round; what is left is done an hour later.
const AT_ONCE: u64 = 500;

/// The names of the objects in the store, which say nothing of anybody.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    objects: Vec<String>,
}

/// Puts this work in the registry.
pub fn register(registry: Registry<State>) -> Registry<State> {
    registry.on(REMOVE, remove)
}

/// One round. One story that cannot be emptied keeps no other from being emptied.
pub async fn round(state: &State) -> anyhow::Result<()> {
    let due = story::due_to_purge(&state.db, AT_ONCE, state.now(), Reason::Work).await?;
    let mut trouble = Ok(());
    for id in due {
        if let Err(error) = empty(state, id).await {
            trouble = Err(error.context(format!("story {id}")));
        }
    }
    state.changed();
    trouble
}

async fn empty(state: &State, id: StoryId) -> anyhow::Result<()> {
    let now = state.now();
    let tx = state.db.begin().await?;
    let objects = story::purge(&tx, id, now, Reason::Work).await?;
    if !objects.is_empty() {
        let job = NewJob {
            kind: REMOVE,
            payload: serde_json::to_string(&Payload { objects }).context("the payload")?,
            queue: DEFAULT,
            priority: 0,
            dedupe_key: Some(format!("{REMOVE}:{id}")),
            max_attempts: 20,
        };
        entity::job::enqueue(&tx, job, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn remove(state: State, task: Task) -> Outcome {
    if task.is_over {
        return Ok(());
    }
    let payload: Payload = serde_json::from_str(&task.payload)?;
    upload::purge(&state, payload.objects).await.map_err(Trouble::new)
}
