//! What worries you, in your words if you like, and what do you want: one question a page. Each answer is told to
//! safeguarding when it is pressed. Must never show again what was told: somebody may look over a shoulder.
use actix_web::web;
use entity::concern::{self, Hurt, New};
use entity::story::Status;
use entity::{ConcernId, StoryId, upload};
use serde::Serialize;

use super::talk::{Talk, about, at};
use crate::say;
use crate::state::State;
use crate::web::components::Textarea;
use crate::web::step::{Step, Tile};
use crate::web::upload::Worrying;
use crate::web::{Error, Fields, Form, Invalid, Page, Query, Reply, Who, see_other};
use crate::words::terms;

const WORDS: usize = 4_000;

/// What a teller can want, and how safeguarding reads it, whose pages are in English.
const WANTS: [(&str, &str, &str); 4] = [
    ("talk", "talk", "Come and talk to me"),
    ("safe", "safe", "Help me to be safe"),
    ("nothing", "wait", "Do nothing yet"),
    ("not-sure", "not-sure", "I do not know"),
];

/// The same for the teller.
fn want_in_words(value: &str) -> String {
    match value {
        "talk" => say!("easy-talk-want-talk"),
        "safe" => say!("easy-talk-want-safe"),
        "nothing" => say!("easy-talk-want-nothing"),
        _ => say!("easy-talk-want-not-sure"),
    }
}

fn picture(hurt: Hurt) -> &'static str {
    match hurt {
        Hurt::Body => "health",
        Hurt::Money => "money",
        Hurt::Unkind => "sad",
        Hurt::Touch => "stop",
        Hurt::Alone => "help",
        Hurt::Other => "something-else",
    }
}

/// A question with tiles.
#[derive(Debug, Serialize)]
struct TilesPage {
    #[serde(flatten)]
    talk: Talk,
    /// The name of what the tiles send.
    name: &'static str,
    /// What happens when one is pressed.
    lead: String,
    tiles: Vec<Tile>,
    story: String,
}

impl Page for TilesPage {
    const TEMPLATE: &'static str = "safeguarding/tiles.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.talk.has_errors()
    }
}

fn what_page(state: &State, about: Option<StoryId>, errors: &Invalid) -> TilesPage {
    let back = at("/me/talk", about);
    let tiles = Hurt::ALL.iter().copied();
    TilesPage {
        talk: Talk::new(state, Step::new(say!("easy-talk-what"), back).errors(errors)),
        name: "hurt",
        lead: say!("easy-talk-told"),
        tiles: tiles
            .map(|hurt| Tile::new(hurt.as_str(), picture(hurt), terms::hurt(hurt)))
            .collect(),
        story: about.map(|id| id.to_string()).unwrap_or_default(),
    }
}

pub async fn what(state: State, who: Who, Query(query): Query) -> Reply {
    let about = about(&state, &who, &query).await?;
    state.page(&who, &what_page(&state, about, &Invalid::default()))
}

/// What the teller has sent and is in no story yet: while they make a story it is on its way into it, and is
/// stopped with it.
async fn on_its_way(state: &State, who: &Who, story: StoryId) -> Result<Vec<Worrying>, Error> {
    let now = state.clock.now();
    let own = entity::story::own(&state.db, who, story, now).await?;
    let mut files = Vec::new();
    if own.status == Status::Draft {
        for file in upload::waiting(&state.db, who, now).await? {
            files.push(Worrying::look(state, &file).await?);
        }
    }
    Ok(files)
}

pub async fn tell(state: State, who: Who, form: Form) -> Reply {
    let about = about(&state, &who, &form).await?;
    let mut fields = Fields::of(&form);
    let hurt = fields.choice::<Hurt>("hurt", &say!("easy-step-pick"));
    let hurt = match fields.finish(|| hurt) {
        Ok(hurt) => hurt,
        Err(errors) => return state.refused(&who, &what_page(&state, about, &errors)),
    };
    let now = state.clock.now();
    let arrived = match about {
        Some(story) => on_its_way(&state, &who, story).await?,
        None => Vec::new(),
    };
    let tx = state.db.begin().await?;
    if let Some(story) = about {
        for file in &arrived {
            file.put_in(&tx, &who, story, now).await?;
        }
    }
    let id = concern::tell(&tx, &who, about, hurt, now).await?;
    tx.commit().await?;
    match about {
        // Gone from every list and count before this answers.
        Some(story) => state.withdrawn(story).await?,
        None => state.changed(),
    }
    Ok(see_other(&format!("/me/talk/{id}/words")))
}

#[derive(Debug, Serialize)]
struct WordsPage {
    #[serde(flatten)]
    talk: Talk,
    words: Textarea,
    next: String,
}

impl Page for WordsPage {
    const TEMPLATE: &'static str = "safeguarding/words.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.talk.has_errors()
    }
}

/// The worry of an address, while its teller may add to it.
async fn own(state: &State, who: &Who, id: &str) -> Result<ConcernId, Error> {
    let id: ConcernId = id.parse()?;
    concern::is_open_to(&state.db, who, id, state.clock.now()).await?;
    Ok(id)
}

fn words_page(state: &State, id: ConcernId, form: &Form, errors: &Invalid) -> WordsPage {
    WordsPage {
        talk: Talk::new(state, Step::new(say!("easy-talk-more"), "").errors(errors)),
        words: Textarea::new("words", say!("easy-talk-your-words"))
            .hint(say!("easy-talk-few"))
            .rows(5)
            .value(form.typed("words"))
            .error(errors.message("words")),
        next: format!("/me/talk/{id}/want"),
    }
}

pub async fn words(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id = own(&state, &who, &id).await?;
    let page = words_page(&state, id, &Form::default(), &Invalid::default());
    state.page(&who, &page)
}

async fn add(state: &State, who: &Who, id: ConcernId, new: New) -> Result<(), Error> {
    let tx = state.db.begin().await?;
    concern::more(&tx, who, id, &new, state.clock.now()).await?;
    Ok(tx.commit().await?)
}

pub async fn add_words(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id = own(&state, &who, &id).await?;
    let mut fields = Fields::of(&form);
    let words = fields.optional_text("words", WORDS);
    let words = match fields.finish(|| words) {
        Ok(words) => words,
        Err(errors) => return state.refused(&who, &words_page(&state, id, &form, &errors)),
    };
    if !words.trim().is_empty() {
        add(&state, &who, id, New::Told(words)).await?;
    }
    Ok(see_other(&format!("/me/talk/{id}/want")))
}

fn want_page(state: &State, id: ConcernId, errors: &Invalid) -> TilesPage {
    let back = format!("/me/talk/{id}/words");
    TilesPage {
        talk: Talk::new(state, Step::new(say!("easy-talk-want"), back).errors(errors)),
        name: "want",
        lead: say!("easy-talk-listen"),
        tiles: WANTS
            .iter()
            .map(|(value, picture, _)| Tile::new(*value, *picture, want_in_words(value)))
            .collect(),
        story: String::new(),
    }
}

pub async fn want(state: State, who: Who, id: web::Path<String>) -> Reply {
    let id = own(&state, &who, &id).await?;
    state.page(&who, &want_page(&state, id, &Invalid::default()))
}

pub async fn add_want(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id = own(&state, &who, &id).await?;
    let picked = WANTS.iter().find(|(value, ..)| *value == form.get("want"));
    let Some((_, _, words)) = picked else {
        let errors = Invalid::one("want", say!("easy-step-pick"));
        return state.refused(&who, &want_page(&state, id, &errors));
    };
    let wishes = New::Wishes {
        asked: true,
        words: (*words).to_owned(),
    };
    add(&state, &who, id, wishes).await?;
    Ok(see_other("/me/talk/thanks"))
}
