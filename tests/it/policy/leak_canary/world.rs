//! What is planted, and who looks for it.
use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use entity::asset::{Received, Rendition};
use entity::concern::{self, Hurt, New, WordsOf, Worry};
use entity::consent::{Asked, Choice, WORDING};
use entity::showcase::NewShowcase;
use entity::story::NewStory;
use entity::transcript::Cue;
use entity::unscoped::Reason;
use entity::{
    AssetKind, Audience, Form, HoldGround, ParticipantId, Role, StoryId, StoryKind, Timestamp, Viewer,
};
use entity::{asset, consent, hold, project, showcase, story, transcript};
use firsthand::config::Config;
use firsthand::media::{ObjectKey, RenditionKind};

use super::cited;
use super::face::{NOBODYS, face, picture};
use super::family;
use super::people::{helped, person, person_of, project_of, signed_in, young};
use super::photo;
use super::shapes::{ALSO, KIN, NAME, Person, Planted, SHAPES, Shape};
use super::sound;
use super::tables::Tables;
use super::troubles;
use crate::support::app::{TestApp, spawn_app_with};
/// Everything that was planted, and everybody who looks.
pub struct World {
    pub app: TestApp,
    pub planted: Vec<Planted>,
    pub ids: BTreeSet<String>,
    pub cookies: BTreeMap<Person, Option<String>>,
    pub viewers: BTreeMap<Person, Viewer>,
    /// The stories, and which of the planted each is.
    pub stories: BTreeMap<String, usize>,
    /// Their files.
    pub files: BTreeMap<String, usize>,
    /// SHA-256 of each file that is not for everybody.
    pub hashes: BTreeMap<String, usize>,
}

fn choices(shape: Shape, now: Timestamp) -> Vec<Choice> {
    let yes = |form, audience| Choice {
        form,
        audience,
        yes: true,
        until: None,
    };
    let all = |audience: Audience| {
        [Form::Words, Form::Voice, Form::Face]
            .map(|form| yes(form, audience))
            .to_vec()
    };
    let everyone: Vec<Choice> = Audience::ALL.iter().flat_map(|audience| all(*audience)).collect();
    match shape {
        Shape::PlannersOnly => all(Audience::Planners),
        Shape::ForStaff => all(Audience::Staff),
        Shape::VoiceOnly | Shape::WordsOnly | Shape::FaceOnly => Audience::ALL
            .iter()
            .filter_map(|audience| Some(yes(shape.only()?, *audience)))
            .collect(),
        Shape::Ended => everyone
            .into_iter()
            .map(|choice| Choice {
                until: Some(now.plus_days(1)),
                ..choice
            })
            .collect(),
        _ => everyone,
    }
}

impl World {
    pub(super) async fn plant(&mut self, shape: Shape, teller: &Viewer, owner: ParticipantId) -> StoryId {
        let number = self.planted.len();
        let (find, secret) = (format!("findword{number}x"), format!("canary{number}q"));
        self.planted.push(Planted {
            shape,
            find: find.clone(),
            secret: secret.clone(),
            face: face(number),
        });
        let db = &self.app.state.db.clone();
        let now = self.app.now();
        // Words that everybody gets are not what must not be read; what else there is, is.
        let said = if shape.only() == Some(Form::Words) {
            "only words".to_owned()
        } else {
            secret.clone()
        };
        let new = NewStory {
            kind: StoryKind::Video,
            participant: owner,
            title: format!("{said} of {NAME} and {KIN}, {ALSO}"),
            words: format!(
                "{find} {said} said {NAME}. {NAME}’s mum; the {NAME}s; {NAME}2026; {NAME}-Jones; {KIN}’s; Mrs {ALSO}; {ALSO}’s."
            ),
            // Where it was told goes with the words.
            place: if shape.only() == Some(Form::Words) {
                "Hillside".into()
            } else {
                format!("{secret} place, {NAME}'s flat, {ALSO}")
            },
            told_at: now,
            feeling: Some(3),
            nonce: find.clone(),
            how_told: "on the phone".into(),
            helper_name: String::new(),
            helper_how: String::new(),
            started_at: now,
        };
        let tx = db.begin().await.unwrap();
        let id = story::start(&tx, teller, new, now).await.unwrap();
        let asked = Asked {
            wording: WORDING.into(),
            // In their words, so kept beside the answers and nowhere else.
            explained: format!("{secret} in pictures"),
            present: String::new(),
        };
        consent::record(&tx, teller, id, &choices(shape, now), &asked, now)
            .await
            .unwrap();
        let cue = Cue {
            start_ms: 0,
            end_ms: 900,
            words: format!("{said} {NAME} {KIN} {ALSO}"),
        };
        transcript::set(&tx, teller, id, &[cue], now).await.unwrap();
        let label = format!("{said} and {NAME} {ALSO}");
        photo::place(&tx, teller, id, &label, now).await;
        let small = self.object(&secret, RenditionKind::Picture).await;
        let photo = photo::keep(&tx, teller, &label, small, now).await;
        self.ids.insert(photo.to_string());
        let original = self.object(&secret, RenditionKind::Film).await;
        self.hashes.insert(original.sha256.clone(), number);
        let original = asset::receive(&tx, teller, id, original, now).await.unwrap();
        self.files.insert(original.to_string(), number);
        tx.commit().await.unwrap();
        let work = asset::work(db, original, Reason::Work).await.unwrap().unwrap();
        let mut made = Vec::new();
        for (kind, rendition) in [
            (AssetKind::Film, RenditionKind::Film),
            (AssetKind::Silent, RenditionKind::Film),
            (AssetKind::Sound, RenditionKind::Sound),
            (AssetKind::Poster, RenditionKind::Picture),
            (AssetKind::Thumbnail, RenditionKind::Picture),
            (AssetKind::Picture, RenditionKind::Picture),
        ] {
            // What everybody gets of a story of one form; what it must not give is the rest.
            let open = shape.gives(kind);
            let said = if open { "only this" } else { secret.as_str() };
            let stored = match kind {
                AssetKind::Poster | AssetKind::Thumbnail => {
                    let shows = if open { NOBODYS } else { face(number) };
                    self.bytes(picture(shows), rendition).await
                }
                AssetKind::Sound => {
                    let tone = if open { sound::NOBODYS } else { sound::tone(number) };
                    self.bytes(sound::recording(tone), rendition).await
                }
                _ => self.object(said, rendition).await,
            };
            if !open {
                self.hashes.insert(stored.sha256.clone(), number);
            }
            made.push(Rendition {
                kind,
                stored,
                size: None,
                duration_ms: None,
            });
        }
        let tx = db.begin().await.unwrap();
        asset::ready(&tx, &work, made, now).await.unwrap();
        if !matches!(shape, Shape::Draft | Shape::HeldDraft) {
            story::send(&tx, teller, id, now).await.unwrap();
        }
        tx.commit().await.unwrap();
        let own = story::own(db, teller, id, now).await.unwrap().story;
        let tx = db.begin().await.unwrap();
        if !matches!(shape, Shape::Draft | Shape::HeldDraft | Shape::Unreleased) {
            story::release(&tx, teller, id, own.cut, now).await.unwrap();
        }
        tx.commit().await.unwrap();
        self.stories.insert(id.to_string(), number);
        id
    }

    /// Of which of the planted this is the word to find it by.
    pub fn found(&self, word: &str) -> Option<usize> {
        self.planted.iter().position(|planted| planted.find == word)
    }

    /// Of which of the planted this is the story or a file.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.stories.get(id).or_else(|| self.files.get(id)).copied()
    }

    /// What became of a story after others had worked with it.
    async fn taken_away(&mut self, shape: Shape, id: StoryId, teller: &Viewer, team: &Viewer) {
        let now = self.app.now();
        let tx = self.app.state.db.begin().await.unwrap();
        match shape {
            Shape::Withdrawn => story::withdraw(&tx, teller, id, now).await.unwrap(),
            Shape::Held => {
                let words = self.planted_words(Shape::Worry);
                let note = words.as_str();
                let worry = Worry {
                    words_of: WordsOf::Mine,
                    note,
                };
                let raised = concern::raise(&tx, team, id, worry, now).await.unwrap();
                self.ids.insert(raised.to_string());
            }
            Shape::HeldDraft => {
                let raised = concern::tell(&tx, teller, Some(id), Hurt::Money, now)
                    .await
                    .unwrap();
                let words = self.planted_words(Shape::Worry);
                concern::more(&tx, teller, raised, &New::Told(words), now)
                    .await
                    .unwrap();
                let words = self.planted_words(Shape::Worry);
                let wishes = New::Wishes { asked: true, words };
                concern::more(&tx, teller, raised, &wishes, now).await.unwrap();
                self.ids.insert(raised.to_string());
            }
            Shape::Declined => hold::place(&tx, team, id, HoldGround::Unclear, "what?", now)
                .await
                .unwrap(),
            _ => {}
        }
        tx.commit().await.unwrap();
    }

    /// Words for safeguarding alone.
    fn planted_words(&mut self, shape: Shape) -> String {
        let number = self.planted.len();
        let (find, secret) = (format!("findword{number}x"), format!("canary{number}q"));
        let words = format!("{find} {secret} about {NAME}");
        self.planted.push(Planted {
            shape,
            find,
            secret,
            face: face(number),
        });
        words
    }

    /// Bytes with a secret in them, in the store.
    pub(super) async fn object(&self, said: &str, rendition: RenditionKind) -> Received {
        self.bytes(format!("bytes {said} of {NAME}").into_bytes(), rendition)
            .await
    }

    async fn bytes(&self, bytes: Vec<u8>, rendition: RenditionKind) -> Received {
        let key = ObjectKey::rendition(rendition);
        let bytes = Bytes::from(bytes);
        self.app.state.media.put_bytes(&key, bytes.clone()).await.unwrap();
        Received {
            object_key: key.as_str().into(),
            mime: rendition.mime().into(),
            bytes: i64::try_from(bytes.len()).unwrap(),
            sha256: firsthand::media::incoming::hash(&bytes),
        }
    }
}

/// Everybody comes from one address here.
pub fn no_throttle(config: &mut Config) {
    config.security.address_tries_per_minute = 1_000_000;
    config.security.account_tries_per_minute = 1_000_000;
}

/// Plants a story of every shape among people of every kind.
pub async fn world() -> World {
    let app = spawn_app_with(|config| {
        no_throttle(config);
        config.server.workers = 2;
    })
    .await;
    let mut cookies = BTreeMap::from([(Person::Stranger, None)]);
    let mut accounts = BTreeMap::new();
    for role in Role::ALL
        .iter()
        .filter(|role| !matches!(role, Role::Storyteller | Role::Researcher))
    {
        accounts.insert(
            Person::Staff(*role),
            app.add_staff(&format!("{role}@example.gov.uk"), *role).await,
        );
    }
    let team = app.add_staff("team@example.gov.uk", Role::Researcher).await;
    let other_team = app.add_staff("other@example.gov.uk", Role::Researcher).await;
    let (ours, closing, theirs) = (
        project_of(&app, team).await,
        project_of(&app, team).await,
        project_of(&app, other_team).await,
    );
    let team_viewer = app.viewer(team).await;
    let (sam, teller) = person_of(&app, &team_viewer, ours, (NAME, &[ALSO]), "25 to 44").await;
    let (child, childs) = young(&app, &team_viewer, ours, app.now().plus_days(3)).await;
    let (closed, closed_teller) = person(&app, &team_viewer, closing, "Wyvernly").await;
    let (_, other_teller) = person(&app, &app.viewer(other_team).await, theirs, "Annabel").await;
    accounts.extend([
        (Person::Team, team),
        (Person::OtherTeam, other_team),
        (Person::Teller, teller),
        (Person::OtherTeller, other_teller),
    ]);
    let mut viewers = BTreeMap::from([(Person::Stranger, Viewer::Public)]);
    for (who, account) in &accounts {
        cookies.insert(*who, Some(signed_in(&app, *account).await));
        viewers.insert(*who, app.viewer(*account).await);
    }
    let mut ids = BTreeSet::from([ours, closing, theirs].map(|id| id.to_string()));
    ids.extend([sam, child, closed].map(|id| id.to_string()));
    let mut world = World {
        app,
        planted: Vec::new(),
        ids,
        cookies,
        viewers,
        stories: BTreeMap::new(),
        files: BTreeMap::new(),
        hashes: BTreeMap::new(),
    };
    let (mut told, mut items) = (Vec::new(), Vec::new());
    for shape in SHAPES {
        let (account, owner) = match shape {
            Shape::Closed => (closed_teller, closed),
            Shape::Permitted => (childs, child),
            _ => (teller, sam),
        };
        let viewer = world.app.viewer(account).await;
        let id = world.plant(shape, &viewer, owner).await;
        told.push((shape, id));
        if matches!(
            shape,
            Shape::ForEveryone | Shape::Ended | Shape::Closed | Shape::Permitted
        ) {
            items.push((id, "why it is here".to_owned()));
        }
    }
    family::plant(&mut world, &team_viewer, ours, sam, teller).await;
    let planner = world
        .app
        .viewer(accounts[&Person::Staff(Role::Commissioner)])
        .await;
    for audience in [Audience::Planners, Audience::Staff, Audience::Public] {
        let new = NewShowcase {
            title: "A showcase".into(),
            why: "Because".into(),
            question: "What now?".into(),
            audience,
            items: items.clone(),
            nonce: audience.to_string(),
        };
        let db = &world.app.state.db;
        let tx = db.begin().await.unwrap();
        let id = showcase::make(&tx, db, &planner, new, world.app.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.ids.insert(id.to_string());
    }
    cited::cite(&mut world, &planner, &told).await;
    let teller = world.app.viewer(teller).await;
    for (shape, id) in &told {
        world.taken_away(*shape, *id, &teller, &team_viewer).await;
    }
    troubles::plant(&mut world, &teller, &told).await;
    let tx = world.app.state.db.begin().await.unwrap();
    project::close(&tx, &team_viewer, closing, world.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let tables = Tables::of(&world.app.state).await;
    for (file, story) in tables.files().await {
        let number = world.stories[&story];
        world.files.insert(file, number);
    }
    tables.close().await;
    world.app.days_pass(2);
    world.app.hourly().await;
    // What ends now has ended by the rule alone: no work was done about it.
    world.app.days_pass(2);
    helped(&mut world, &team_viewer, sam, told[0].1).await;
    world
        .ids
        .extend(world.stories.keys().chain(world.files.keys()).cloned());
    world
}
