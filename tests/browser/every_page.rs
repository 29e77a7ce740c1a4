//! Every page and state that a storyteller can meet, from the table of routes: a page that is added and is not here
//! stops the walk. Jordan walks them, with stories made for it in every state.
use bytes::Bytes;
use entity::consent::{Asked, Choice, WORDING};
use entity::story::NewStory;
use entity::{
    AssetState, Audience, Form, ShowcaseId, StoryId, StoryKind, Viewer, account, card, coding, consent,
    placing, showcase, story, theme,
};
use firsthand::routes;
use firsthand::state::State;
use firsthand::web::{Access, session, upload};
use tokio::sync::OnceCell;

use super::browser::{Browser, Size};

/// Addresses that are no page of a storyteller's.
const NO_PAGES: &[&str] = &[
    "/assets/{path:.*}",
    "/health/live",
    "/health/ready",
    "/media/{asset}",
    "/stories/{story}/words.vtt",
    "/packs/{card}/photo",
    "/packs/{card}/sound",
    "/me/photos/{photo}/small",
    "/manifest.webmanifest",
    "/sw.js",
    // For staff who set a password.
    "/invite/{token}",
];

/// How pages are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// "en" or "cy".
    pub language: &'static str,
    /// A word of `Colours`; none for those of the device.
    pub colours: Option<&'static str>,
    /// A word of `Letters`.
    pub size: Option<&'static str>,
}

pub const PLAIN: Look = Look {
    language: "en",
    colours: None,
    size: None,
};

pub const WELSH: Look = Look {
    language: "cy",
    ..PLAIN
};

/// Jordan's stories, one in each state, and what else an address asks for.
pub struct World {
    written: StoryId,
    filmed: StoryId,
    placed: StoryId,
    begun: StoryId,
    waiting: StoryId,
    shared: StoryId,
    photo: StoryId,
    back: StoryId,
    picture_out: String,
    talk: String,
    reel: Option<ShowcaseId>,
}

/// Made by the first walk; the walks only look.
static WORLD: OnceCell<World> = OnceCell::const_new();

/// What one story of the world is made of.
struct Make<'a> {
    kind: StoryKind,
    words: &'a str,
    file: Option<&'a str>,
    placed: bool,
    answered: bool,
}

const NOTHING: Make<'_> = Make {
    kind: StoryKind::LifeStory,
    words: "",
    file: None,
    placed: false,
    answered: false,
};

async fn make(state: &State, jordan: &Viewer, what: Make<'_>) -> StoryId {
    let now = state.now();
    let new = NewStory {
        kind: what.kind,
        participant: jordan.participant().unwrap(),
        title: "My story".into(),
        words: what.words.into(),
        place: String::new(),
        told_at: now,
        feeling: what.answered.then_some(4),
        nonce: session::fresh_token(),
        how_told: "On a phone or computer".into(),
        helper_name: String::new(),
        helper_how: String::new(),
        started_at: now,
    };
    let tx = state.db.begin().await.unwrap();
    let id = story::start(&tx, jordan, new, now).await.unwrap();
    if what.placed {
        for (symbol, label, face) in [("bus", "My bus", 5), ("home", "My home", 4)] {
            let picture = placing::Chosen {
                picture: symbol.into(),
                symbol: symbol.into(),
                topic: String::new(),
                label: label.into(),
                card_photo: false,
            };
            placing::choose(&tx, jordan, id, picture, now).await.unwrap();
            placing::feel(&tx, jordan, id, symbol, Some(face), now)
                .await
                .unwrap();
        }
    }
    if what.answered {
        let all = theme::frameworks(&state.db).await.unwrap();
        let own = all.iter().find(|one| one.key == theme::COUNCIL).unwrap();
        coding::set_about(&tx, jordan, id, &[own.themes.first().unwrap().id], now)
            .await
            .unwrap();
        let yes = |audience| {
            [Form::Words, Form::Face, Form::Voice].map(|form| Choice {
                form,
                audience,
                yes: true,
                until: None,
            })
        };
        let choices: Vec<Choice> = [Audience::Staff, Audience::Planners]
            .into_iter()
            .flat_map(yes)
            .collect();
        let asked = Asked {
            wording: WORDING.into(),
            explained: "pictures on the phone".into(),
            present: String::new(),
        };
        consent::record(&tx, jordan, id, &choices, &asked, now)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    if let Some(file) = what.file {
        let bytes = std::fs::read(format!("media/demo/{file}")).unwrap();
        let upload = upload::keep(state, jordan, file, Bytes::from(bytes), now)
            .await
            .unwrap();
        upload::attach_as(state, jordan, upload, id, now).await.unwrap();
    }
    id
}

async fn send(state: &State, jordan: &Viewer, id: StoryId) {
    let tx = state.db.begin().await.unwrap();
    story::send(&tx, jordan, id, state.now()).await.unwrap();
    tx.commit().await.unwrap();
}

impl World {
    async fn build(browser: &Browser) -> Self {
        let state = &browser.council.state;
        let found = card::account(&state.db, &session::hash("demo-jordan"))
            .await
            .unwrap();
        let jordan = account::viewer(&state.db, found).await.unwrap().unwrap();
        let told = Make {
            words: "The lift was broken for three weeks. I went up with my shopping.",
            answered: true,
            ..NOTHING
        };
        let written = make(
            state,
            &jordan,
            Make {
                file: Some("photo-steps.jpg"),
                ..told
            },
        )
        .await;
        let filmed = make(
            state,
            &jordan,
            Make {
                kind: StoryKind::Video,
                file: Some("film-key.mp4"),
                answered: true,
                ..NOTHING
            },
        )
        .await;
        let placed = make(
            state,
            &jordan,
            Make {
                placed: true,
                answered: true,
                ..NOTHING
            },
        )
        .await;
        let begun = make(state, &jordan, NOTHING).await;
        let waiting = make(
            state,
            &jordan,
            Make {
                words: "The bus came late.",
                answered: true,
                ..NOTHING
            },
        )
        .await;
        send(state, &jordan, waiting).await;
        let back = make(
            state,
            &jordan,
            Make {
                words: "I told this once.",
                answered: true,
                ..NOTHING
            },
        )
        .await;
        send(state, &jordan, back).await;
        let tx = state.db.begin().await.unwrap();
        story::withdraw(&tx, &jordan, back, state.now()).await.unwrap();
        tx.commit().await.unwrap();
        let mine = story::mine(&state.db, &jordan).await.unwrap();
        let shared = |kind| {
            let found = mine
                .iter()
                .find(|own| own.status == story::Status::Shared && own.story.kind == kind);
            found.unwrap().story.id
        };
        let (shared, photo) = (shared(StoryKind::Video), shared(StoryKind::LifeStory));
        ready(state, &jordan, &[written, filmed]).await;
        browser.go(&format!("/me/story/{written}/pictures")).await;
        let picture_out = browser.link("main a[href$='/out']").await;
        browser.go("/me/talk/what").await;
        browser.press("main .st-tile").await;
        browser.at("/words").await;
        let talk = browser.path().await.split('/').nth(3).unwrap().to_owned();
        let reel = showcase::list(&state.db, &jordan, state.now()).await.unwrap();
        Self {
            written,
            filmed,
            placed,
            begun,
            waiting,
            shared,
            photo,
            back,
            picture_out,
            talk,
            reel: reel.first().map(|one| one.id),
        }
    }

    /// Every address behind a pattern of the table; none for a pattern that nobody thought of.
    fn addresses(&self, pattern: &str) -> Option<Vec<String>> {
        let of = |ids: &[StoryId]| {
            ids.iter()
                .map(|id| pattern.replace("{id}", &id.to_string()))
                .collect()
        };
        let with =
            |name: &str, words: &[&str]| words.iter().map(|word| pattern.replace(name, word)).collect();
        let told = [self.written, self.filmed, self.placed];
        Some(match pattern {
            "/c/{token}" => vec!["/c/demo-jordan".into(), "/c/a-card-of-nobody".into()],
            "/watch/{id}" => self.reel.iter().map(|id| format!("/watch/{id}")).collect(),
            "/me/talk/{id}/want" | "/me/talk/{id}/words" => with("{id}", &[&self.talk]),
            "/me/stories/{id}" | "/me/stories/{id}/back" => {
                of(&[self.waiting, self.shared, self.photo, self.back, self.written])
            }
            "/me/stories/{id}/look" | "/me/story/{id}/done" => of(&[self.waiting]),
            "/me/stories/{id}/words/{number}" => {
                vec![format!("/me/stories/{}/words/1", self.shared)]
            }
            "/me/stories/{id}/words" | "/me/stories/{id}/looked" => of(&[self.shared]),
            "/me/stories/{id}/receipt" => of(&[self.back]),
            "/me/story/{id}" => of(&[self.begun]),
            "/me/story/{id}/as/{audience}" => {
                let page = pattern.replace("{audience}", "staff");
                vec![page.replace("{id}", &self.written.to_string())]
            }
            page if page.starts_with("/me/story/{id}/each/{number}") => {
                let page = pattern.replace("{id}", &self.placed.to_string());
                ["1", "6"].map(|number| page.replace("{number}", number)).into()
            }
            "/l/{token}" => vec!["/l/a-link-of-nobody".into()],
            "/me/photos/{photo}/out" => vec![pattern.replace("{photo}", &self.photo.to_string())],
            "/me/story/{id}/pictures/{file}/out" => vec![self.picture_out.clone()],
            "/me/story/{id}/film" | "/me/story/{id}/film/again" | "/me/story/{id}/film/progress" => {
                of(&[self.filmed, self.begun])
            }
            "/me/story/{id}/film/out" => of(&[self.filmed]),
            "/me/story/{id}/who" | "/me/story/{id}/show" | "/me/story/{id}/until" => {
                of(&[self.written, self.waiting, self.begun])
            }
            page if page.starts_with("/me/story/{id}/") && page.matches('{').count() == 1 => {
                let mut all: Vec<String> = of(&told);
                all.extend::<Vec<String>>(of(&[self.begun]));
                all
            }
            page if page.contains('{') => return None,
            page => vec![page.to_owned()],
        })
    }

    /// Every page of a storyteller's, and some that are not there.
    pub fn pages(&self) -> Vec<String> {
        let mut pages = vec!["/me/nothing-is-here".to_owned(), "/admin/accounts".to_owned()];
        for row in routes::table().list() {
            let theirs = matches!(row.access, Access::Anyone | Access::Storyteller);
            if row.method != "GET" || !theirs || NO_PAGES.contains(&row.pattern) {
                continue;
            }
            let found = self.addresses(row.pattern);
            pages.extend(found.unwrap_or_else(|| panic!("the walk does not know {}", row.pattern)));
        }
        pages
    }
}

/// Waits until the files of these stories are ready to look at.
async fn ready(state: &State, jordan: &Viewer, ids: &[StoryId]) {
    let began = std::time::Instant::now();
    for id in ids {
        loop {
            let own = story::own(&state.db, jordan, *id, state.now()).await.unwrap();
            if own.story.media == Some(AssetState::Ready) {
                break;
            }
            assert!(began.elapsed().as_secs() < 120, "{id} is not ready");
            tokio::task::yield_now().await;
            state.changed();
        }
    }
}

/// Goes through every page with this look and answers what `look_at` finds wrong, a line each. Pages that are not
/// in the storyteller's layout are passed by.
pub async fn walk(
    size: Size,
    look: Look,
    prepare: &str,
    look_at: impl AsyncFn(&Browser, &str) -> Vec<String>,
) -> usize {
    let browser = Browser::open(size).await;
    if !prepare.is_empty() {
        browser.before_each_page(prepare).await;
    }
    browser.take_card_of("jordan").await;
    let world = WORLD.get_or_init(|| World::build(&browser)).await;
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in world.pages() {
        let address = match look.language {
            "en" => path.clone(),
            other => format!("/{other}{path}"),
        };
        browser.go(&address).await;
        if browser.ask("return !document.querySelector('.st-main')").await == true {
            continue;
        }
        wear(&browser, look).await;
        seen += 1;
        for line in look_at(&browser, &path).await {
            wrong.push(format!("{path} {look:?}: {line}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 60, "only {seen} pages");
    seen
}

/// Puts a look on the page that is open, as `<html>` has it for a person who chose it.
pub async fn wear(browser: &Browser, look: Look) {
    for (name, word) in [("colours", look.colours), ("size", look.size)] {
        if let Some(word) = word {
            let script = format!("document.documentElement.dataset.{name} = '{word}'");
            browser.ask(&script).await;
        }
    }
}
