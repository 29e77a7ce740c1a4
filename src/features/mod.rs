//! One folder a journey. No feature uses another; they meet in the vault.
pub mod accounts;
pub mod asking;
pub mod capacity;
pub mod choices;
pub mod coding;
pub mod deciding;
pub mod discover;
pub mod families;
pub mod files;
pub mod for_you;
pub mod health;
pub mod holds;
pub mod home;
pub mod installing;
pub mod interviews;
pub mod looks;
pub mod my_stories;
pub mod packs;
pub mod participants;
pub mod permissions;
pub mod projects;
pub mod purging;
pub mod reaching;
pub mod safeguarding;
pub mod settings;
pub mod showcases;
pub mod supporting;
pub mod telling;

use crate::state::State;

/// What is done every hour, one thing after the other; what does not work keeps nothing else from its
/// turn. Answers the names of what did not work. Safe to cut off anywhere, and on two machines at once.
pub async fn round(state: &State) -> Vec<&'static str> {
    let mut failed = Vec::new();
    let mut did = |what, done: anyhow::Result<()>| {
        if let Err(error) = done {
            tracing::warn!(what, error = format!("{error:#}"), "this did not work this time");
            failed.push(what);
        }
    };
    did("purge", purging::round(state).await);
    did("sweep", files::sweep::sweep(state).await);
    did("asking", asking::round(state).await);
    did("worries", safeguarding::round(state).await);
    did("reviews", capacity::round(state).await);
    did("messages", reaching::round(state).await);
    failed
}
