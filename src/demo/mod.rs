//! The made-up council: people, stories of every kind and consent shape, codings and showcases.
//! Comes in by the vault's own writers, as its people would have done it, each at its own day.
//! Must never touch an installation that has accounts.
mod deciding;
mod families;
mod file;
mod people;
mod stories;

use entity::{Db, Timestamp};

use crate::app::App;

/// The password of every made-up member of staff. Only the demo has it.
pub const PASSWORD: &str = "a-long-walk-to-the-bus";

/// What was loaded, for the command to say what to try.
#[derive(Debug)]
pub struct Loaded {
    /// The made-up council.
    pub council: String,
    /// How many stories there are.
    pub stories: usize,
    /// (role, name, address) of people to sign in as.
    pub staff: Vec<(String, String, String)>,
    /// (what the person is called, path of the card's link).
    pub cards: Vec<(String, String)>,
}

/// Whether the demo may be loaded: nobody has an account yet.
pub async fn is_welcome(db: &Db) -> anyhow::Result<bool> {
    Ok(entity::account::staff(db).await?.is_empty())
}

/// Loads the council so that its newest story was told shortly before `now`.
pub async fn load(app: &App, now: Timestamp) -> anyhow::Result<Loaded> {
    let state = app.state();
    anyhow::ensure!(
        is_welcome(&state.db).await?,
        "there are accounts here already: load the demo into a new folder with --data"
    );
    let file = file::council()?;
    // Whoever tries it out wants to see the second yes now, not tomorrow.
    let settings = entity::setting::Settings {
        cooling_hours: 0,
        ..entity::setting::get(&state.db).await?
    };
    let tx = state.db.begin().await?;
    entity::setting::set(&tx, None, settings, now).await?;
    tx.commit().await?;
    let people = people::load(&state.db, &file, now).await?;
    stories::load(app, &file, &people, now).await?;
    families::load(&state.db, &file, &people, now).await?;
    app.settle().await?;
    Ok(Loaded {
        council: file.council.name.clone(),
        stories: file.stories.len(),
        staff: file
            .accounts
            .iter()
            .map(|line| {
                (
                    line.role.label().to_owned(),
                    line.name.clone(),
                    line.email.clone(),
                )
            })
            .collect(),
        cards: people.cards,
    })
}
