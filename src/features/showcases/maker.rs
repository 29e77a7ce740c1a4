//! The page on which a showcase is made: its words, its audience, the running order, stories to add.
//! Must never show more of a story than its maker may see themselves.
use std::collections::HashMap;

use entity::story::{self, Filter, Shown};
use entity::{Audience, StoryId};
use serde::Serialize;

use super::draft::{Draft, MOST, Stand, Step, why_of};
use super::{forms_in_words, in_a_sentence};
use crate::search::Asked;
use crate::state::State;
use crate::web::components::{Button, Choice, ErrorSummary, Input, Radios, Textarea};
use crate::web::{Error, Form, Invalid, Page, Who, dates};

/// Stories offered at once.
const OFFERED: usize = 10;
/// Letters of what is looked for.
const LONGEST_SEARCH: usize = 400;

/// What the vault says about the stories on the page.
pub struct Desk {
    /// As the maker sees them.
    known: HashMap<StoryId, Shown>,
    /// As the audience would see them; those it does not get are not here.
    allowed: HashMap<StoryId, Shown>,
    /// To choose from, in order.
    offered: Vec<StoryId>,
    searched: bool,
}

impl Desk {
    /// Looks up the stories of the draft and, by words or newest first, others to add.
    pub async fn set(state: &State, who: &Who, draft: &Draft, search: &str) -> Result<Self, Error> {
        let now = state.clock.now();
        let words: String = search.trim().chars().take(LONGEST_SEARCH).collect();
        let offered = if words.is_empty() {
            story::ids(&state.db, who, &Filter::default(), OFFERED as u64, now).await?
        } else {
            let asked = Asked {
                words: words.clone(),
                per_page: OFFERED,
                ..Asked::default()
            };
            let found = state.search.find_async(who.viewer().clone(), asked, now).await;
            let found = found.map_err(anyhow::Error::from)?;
            found.hits.into_iter().map(|hit| hit.id).collect()
        };
        let mut all: Vec<StoryId> = draft.items.iter().map(|item| item.story).collect();
        all.extend(&offered);
        let by_id = |shown: Vec<Shown>| shown.into_iter().map(|story| (story.id, story)).collect();
        let known: HashMap<StoryId, Shown> = by_id(story::list(&state.db, who, &all, now).await?);
        let allowed = match draft.audience {
            Some(audience) => by_id(story::showing(&state.db, who, &all, audience, now).await?),
            None => HashMap::new(),
        };
        Ok(Self {
            known,
            allowed,
            offered,
            searched: !words.is_empty(),
        })
    }

    /// Whether the chosen audience gets something of it.
    pub fn may_be_shown(&self, story: StoryId) -> bool {
        self.allowed.contains_key(&story)
    }

    /// The title as the maker sees it; `None` when it is not theirs to see any more.
    pub fn title(&self, story: StoryId) -> Option<&str> {
        self.known.get(&story).map(|story| story.title.as_str())
    }

    fn line(&self, id: StoryId, audience: Option<Audience>) -> Line {
        let known = self.known.get(&id);
        let state = match (audience, self.allowed.get(&id)) {
            _ if known.is_none() => "This story cannot be shown. Take it out.".to_owned(),
            (None, _) => "Pick who it is for to see what may be shown.".to_owned(),
            (Some(audience), Some(story)) => {
                format!(
                    "For {}: {}.",
                    in_a_sentence(audience),
                    forms_in_words(story.forms)
                )
            }
            (Some(audience), None) => format!("May not be shown to {}.", in_a_sentence(audience)),
        };
        let about = |story: &Shown| {
            let parts = [
                story.kind.label().to_owned(),
                story.teller.clone(),
                story.place.clone(),
                dates::month(story.told_at),
            ];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(", ")
        };
        Line {
            id: id.to_string(),
            title: known.map_or_else(|| "A story".to_owned(), |story| story.title.clone()),
            about: known.map(about).unwrap_or_default(),
            href: known.map(|_| format!("/insight/stories/{id}")),
            looks: match audience {
                None => "wait",
                Some(_) if self.may_be_shown(id) => "good",
                Some(_) => "stopped",
            },
            state,
        }
    }
}

/// The page itself.
#[derive(Debug, Serialize)]
pub struct MakePage {
    errors: Option<ErrorSummary>,
    nonce: String,
    /// The words that the stories to add were found by.
    found: String,
    /// "order", "offered" or nothing: the heading to stand on.
    stand_on: &'static str,
    title: Input,
    why: Textarea,
    question: Textarea,
    audience: Radios,
    look: Button,
    items: Vec<Item>,
    search: Input,
    find: Button,
    offered: Vec<Line>,
    /// What the list of stories to add is.
    offered_words: &'static str,
    /// There is room for another.
    room: bool,
    make: Button,
}

impl Page for MakePage {
    const TEMPLATE: &'static str = "showcases/make.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

/// A story, and whether it may be shown to the audience.
#[derive(Debug, Serialize)]
struct Line {
    id: String,
    title: String,
    about: String,
    href: Option<String>,
    state: String,
    /// "good", "stopped" or "wait".
    looks: &'static str,
}

/// A story in the running order.
#[derive(Debug, Serialize)]
struct Item {
    number: usize,
    line: Line,
    why: Input,
    up: bool,
    down: bool,
    /// "up", "down" or nothing: the button to stand on.
    stand_on: &'static str,
}

impl MakePage {
    pub fn of(desk: &Desk, draft: &Draft, form: &Form, errors: &Invalid) -> Self {
        let audience = audiences().fold(
            Radios::new("audience", "Who is it for?").legend_classes("govuk-fieldset__legend--s"),
            |radios, audience| radios.choice(Choice::new(audience.as_str(), audience.label())),
        );
        let last = draft.items.len();
        let items = (1..).zip(&draft.items).map(|(number, item)| {
            let field = why_of(item.story);
            Item {
                number,
                line: desk.line(item.story, draft.audience),
                why: Input::new(field.as_str(), "Why it is here, in a line")
                    .value(item.why.as_str())
                    .error(errors.message(&field)),
                up: number > 1,
                down: number < last,
                stand_on: match draft.stand_on {
                    Some(Stand::Move(story, Step::Up)) if story == item.story => "up",
                    Some(Stand::Move(story, Step::Down)) if story == item.story => "down",
                    _ => "",
                },
            }
        });
        let is_in = |id: &&StoryId| draft.items.iter().any(|item| item.story == **id);
        let offered: Vec<Line> = desk
            .offered
            .iter()
            .filter(|id| !is_in(id) && desk.known.contains_key(*id))
            .map(|id| desk.line(*id, draft.audience))
            .collect();
        Self {
            errors: errors.summary(),
            nonce: draft.nonce.clone(),
            found: form.typed("q"),
            stand_on: match draft.stand_on {
                Some(Stand::Order) => "order",
                Some(Stand::Offered) => "offered",
                _ => "",
            },
            title: Input::new("title", "Its name")
                .value(form.typed("title"))
                .error(errors.message("title")),
            why: Textarea::new("why", "Why these stories")
                .hint("One or two lines. People read it before they watch.")
                .rows(2)
                .value(form.typed("why"))
                .error(errors.message("why")),
            question: Textarea::new("question", "A question for the team (you can leave this out)")
                .hint("What would you like people to talk about afterwards?")
                .rows(2)
                .value(form.typed("question"))
                .error(errors.message("question")),
            audience: audience
                .hint("They see of each story what its teller said yes to, for them.")
                .picked(draft.audience.map_or("", Audience::as_str))
                .error(errors.message("audience")),
            look: Button::new("See what they would get")
                .named("do", "look")
                .secondary(),
            items: items.collect(),
            search: Input::new("q", "Find stories to add")
                .value(form.typed("q"))
                .error(errors.message("q")),
            find: Button::new("Find").named("do", "look").secondary(),
            offered_words: match (desk.searched, offered.is_empty()) {
                (true, true) => "No other stories with these words. Try other words.",
                (true, false) => "Stories with these words",
                (false, true) => "There are no other stories that you can see.",
                (false, false) => "The newest stories",
            },
            offered,
            room: draft.items.len() < MOST,
            make: Button::new("Make the showcase").named("do", "make").once(),
        }
    }
}

/// The audiences a showcase can be for; the capture team works with the stories themselves.
pub fn audiences() -> impl Iterator<Item = Audience> {
    let all = Audience::ALL.iter().copied();
    all.filter(|audience| *audience != Audience::Team)
}
