//! The themes as tellers pick them: their everyday names and pictures, five to a page.
//! Must never change a theme: planners keep the framework's own names.
use entity::theme::Theme;

use super::draft::framework;
use crate::say;
use crate::state::State;
use crate::web::Error;

/// Pictures on a page, beside "Something else".
pub const ON_A_PAGE: usize = 5;

/// Key and picture; those most people talk about come first.
const EVERYDAY: [(&str, &str); 19] = [
    ("home", "home"),
    ("family-life", "family"),
    ("friends-and-loneliness", "friends"),
    ("health", "health"),
    ("getting-about", "bus"),
    ("work-and-learning", "work"),
    ("money", "money"),
    ("things-to-do", "going-out"),
    ("feeling-safe", "safe"),
    ("mental-health", "mental-health"),
    ("staff-who-listen", "heard"),
    ("having-a-say", "talk"),
    ("early-help", "clock"),
    ("told-twice", "change"),
    ("carers", "carer"),
    ("short-breaks", "short-break"),
    ("residential-care", "bed"),
    ("looked-after-and-leaving-care", "key"),
    ("alcohol-and-drugs", "drink"),
];

/// What to call a theme on a teller's page; its own name where it has no easier one.
pub fn name(theme: &Theme) -> String {
    match theme.key.as_str() {
        "home" => say!("easy-telling-theme-home"),
        "family-life" => say!("easy-telling-theme-family-life"),
        "friends-and-loneliness" => say!("easy-telling-theme-friends"),
        "health" => say!("easy-telling-theme-health"),
        "getting-about" => say!("easy-telling-theme-getting-about"),
        "work-and-learning" => say!("easy-telling-theme-work"),
        "money" => say!("easy-telling-theme-money"),
        "things-to-do" => say!("easy-telling-theme-things-to-do"),
        "feeling-safe" => say!("easy-telling-theme-safe"),
        "mental-health" => say!("easy-telling-theme-mental-health"),
        "staff-who-listen" => say!("easy-telling-theme-staff"),
        "having-a-say" => say!("easy-telling-theme-say"),
        "early-help" => say!("easy-telling-theme-early"),
        "told-twice" => say!("easy-telling-theme-again"),
        "carers" => say!("easy-telling-theme-carers"),
        "short-breaks" => say!("easy-telling-theme-breaks"),
        "residential-care" => say!("easy-telling-theme-residential"),
        "looked-after-and-leaving-care" => say!("easy-telling-theme-care"),
        "alcohol-and-drugs" => say!("easy-telling-theme-drugs"),
        _ => theme.name.clone(),
    }
}

/// The name of its picture on a teller's page.
pub fn picture(theme: &Theme) -> &str {
    let known = EVERYDAY.iter().find(|(key, _)| *key == theme.key);
    known.map_or(theme.symbol.as_str(), |(_, picture)| picture)
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
