//! Every route of the house, on one screen. Each feature adds its own rows, each with its access rule.
use crate::features::{
    accounts, asking, capacity, choices, coding, deciding, discover, families, files, for_you, health, holds,
    home, installing, interviews, looks, my_stories, packs, participants, permissions, projects, reaching,
    safeguarding, settings, showcases, supporting, telling,
};
pub use crate::web::Table;
use crate::web::{assets, carry};

/// The whole table. The order of the links is the order of the navigation.
pub fn table() -> Table {
    let mut table = Table::default();
    assets::routes(&mut table);
    carry::routes(&mut table);
    health::routes(&mut table);
    home::routes(&mut table);
    installing::routes(&mut table);
    files::routes(&mut table);
    telling::routes(&mut table);
    my_stories::routes(&mut table);
    choices::routes(&mut table);
    projects::routes(&mut table);
    participants::routes(&mut table);
    families::routes(&mut table);
    interviews::routes(&mut table);
    capacity::routes(&mut table);
    supporting::routes(&mut table);
    coding::routes(&mut table);
    safeguarding::routes(&mut table);
    holds::routes(&mut table);
    looks::routes(&mut table);
    asking::routes(&mut table);
    permissions::routes(&mut table);
    reaching::routes(&mut table);
    accounts::routes(&mut table);
    settings::routes(&mut table);
    packs::routes(&mut table);
    discover::routes(&mut table);
    showcases::routes(&mut table);
    deciding::routes(&mut table);
    discover::links(&mut table);
    for_you::routes(&mut table);
    for_you::links(&mut table);
    table
}
