//! What tellers were told on their pages goes out: begun every hour, once each, and sent by a job that is
//! tried again. Whether it is still so is asked at the moment of sending. Must never hold a transaction
//! while a mail server thinks.
use entity::job::NewJob;
use entity::reach::Way;
use entity::unscoped::Reason;
use entity::{Language, MessageId, NoticeId, message};
use serde::{Deserialize, Serialize};

use super::words;
use crate::jobs::{DEFAULT, Outcome, Registry, Task, Trouble};
use crate::mail;
use crate::state::State;

/// The kind of job that sends a message.
const SEND: &str = "reaching.send";

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    message: MessageId,
}

/// Messages begun in one round; the rest is begun an hour later.
const AT_ONCE: usize = 500;

/// One round. One message that cannot be begun keeps no other from it, nor does one that is not so now.
pub async fn round(state: &State) -> anyhow::Result<()> {
    let mut trouble = Ok(());
    let mut begun = 0;
    for notice in message::due(&state.db, Reason::Round).await? {
        match begin(state, notice).await {
            Ok(made) => begun += usize::from(made),
            Err(error) => trouble = Err(error),
        }
        if begun >= AT_ONCE {
            break;
        }
    }
    let tx = state.db.begin().await?;
    message::close(&tx, state.now(), Reason::Round).await?;
    tx.commit().await?;
    state.changed();
    trouble
}

/// Whether there was something to begin.
async fn begin(state: &State, notice: NoticeId) -> anyhow::Result<bool> {
    let now = state.now();
    let tx = state.db.begin().await?;
    let begun = message::begin(&tx, notice, now, Reason::Round).await?;
    if let Some((message, Way::Email | Way::Text)) = begun {
        let job = NewJob {
            kind: SEND,
            payload: serde_json::to_string(&Payload { message })?,
            queue: DEFAULT,
            priority: 0,
            dedupe_key: Some(format!("{SEND}:{message}")),
            max_attempts: 6,
        };
        entity::job::enqueue(&tx, job, now).await?;
    }
    tx.commit().await?;
    Ok(begun.is_some())
}

/// Puts this work in the registry.
pub fn register(registry: Registry<State>) -> Registry<State> {
    registry.on(SEND, send)
}

async fn send(state: State, task: Task) -> Outcome {
    let Payload { message: id } = serde_json::from_str(&task.payload)?;
    if task.is_over {
        return could_not(&state, id).await;
    }
    let now = state.now();
    let tx = state.db.begin().await?;
    let outgoing = message::outgoing(&tx, id, now, Reason::Work).await?;
    tx.commit().await?;
    let Some(outgoing) = outgoing else { return Ok(()) };
    let language = outgoing.language.unwrap_or(Language::English);
    let link = state.address_in(language, words::about(outgoing.kind).path);
    let said = words::message(language, &outgoing.known_as, outgoing.kind, link);
    match state.send(&outgoing.to, said).await {
        Ok(()) => {
            let tx = state.db.begin().await?;
            message::sent(&tx, id, state.now(), Reason::Work).await?;
            tx.commit().await?;
            Ok(())
        }
        // The team prints it: an address that is not taken is not taken tomorrow either.
        Err(mail::Trouble::Address) => could_not(&state, id).await,
        Err(trouble) => {
            if task.is_last {
                could_not(&state, id).await?;
            }
            Err(Trouble::new(trouble))
        }
    }
}

async fn could_not(state: &State, id: MessageId) -> Outcome {
    let tx = state.db.begin().await?;
    message::could_not(&tx, id, state.now(), Reason::Work).await?;
    tx.commit().await?;
    Ok(())
}
