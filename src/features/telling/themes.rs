//! The themes as tellers pick them: their everyday names and pictures, five to a page.
//! Must never change a theme: planners keep the framework's own names.
use entity::theme::Theme;

use super::draft::framework;
use crate::state::State;
use crate::web::Error;

/// Pictures on a page, beside "Something else".
pub const ON_A_PAGE: usize = 5;

/// Key, everyday name and picture; those most people talk about come first.
const EVERYDAY: [(&str, &str, &str); 19] = [
    ("home", "My home", "home"),
    ("family-life", "My family", "family"),
    ("friends-and-loneliness", "Friends, or being lonely", "friends"),
    ("health", "My health", "health"),
    ("getting-about", "Getting about", "bus"),
    ("work-and-learning", "Work or learning", "work"),
    ("money", "Money", "money"),
    ("things-to-do", "Things to do", "going-out"),
    ("feeling-safe", "Feeling safe", "safe"),
    ("mental-health", "My mental health", "mental-health"),
    ("staff-who-listen", "Staff who listen", "heard"),
    ("having-a-say", "Having my say", "talk"),
    ("early-help", "Getting help in time", "clock"),
    ("told-twice", "Telling it again and again", "change"),
    ("carers", "Looking after someone", "carer"),
    ("short-breaks", "A short break", "short-break"),
    ("residential-care", "Living in a care home", "bed"),
    ("looked-after-and-leaving-care", "Being in care", "key"),
    ("alcohol-and-drugs", "Drink or drugs", "drink"),
];

/// What to call a theme on a teller's page; its own name where it has no easier one.
pub fn name(theme: &Theme) -> &str {
    everyday(theme).map_or(theme.name.as_str(), |(_, name, _)| name)
}

/// The name of its picture on a teller's page.
pub fn picture(theme: &Theme) -> &str {
    everyday(theme).map_or(theme.symbol.as_str(), |(.., picture)| picture)
}

fn everyday(theme: &Theme) -> Option<&'static (&'static str, &'static str, &'static str)> {
    EVERYDAY.iter().find(|(key, ..)| *key == theme.key)
}

/// All that can be picked, in the order of the pages. Themes of a council's own come last.
pub async fn all(state: &State) -> Result<Vec<Theme>, Error> {
    let framework = framework(state).await?;
    let mut themes: Vec<Theme> =
        framework.map_or_else(Vec::new, |framework| framework.top().cloned().collect());
    let rank = |theme: &Theme| EVERYDAY.iter().position(|(key, ..)| *key == theme.key);
    // Sorting keeps the framework's order among those that are not named.
    themes.sort_by_key(|theme| rank(theme).unwrap_or(EVERYDAY.len()));
    Ok(themes)
}
