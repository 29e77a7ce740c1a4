//! What is planted, and who looks for it.
use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use entity::asset::{Received, Rendition};
use entity::concern::{self, Hurt, New, WordsOf, Worry};
use entity::consent::{Asked, Choice, WORDING};
use entity::participant::NewParticipant;
use entity::project::NewProject;
use entity::showcase::NewShowcase;
use entity::story::NewStory;
use entity::transcript::Cue;
use entity::unscoped::Reason;
use entity::{
    AccountId, AssetKind, Audience, Form, HoldGround, ParticipantId, ProjectId, ProjectKind, Role, StoryId,
    StoryKind, Timestamp, Viewer,
};
use entity::{asset, consent, hold, participant, project, showcase, story, transcript};
use firsthand::media::{ObjectKey, RenditionKind};
use firsthand::web::session;

use super::shapes::{NAME, Person, Planted, SHAPES, Shape};
use crate::support::app::{TestApp, spawn_app_with};

/// Everything that was planted, and everybody who looks.
pub struct World {
    pub app: TestApp,
    pub planted: Vec<Planted>,
    pub ids: BTreeSet<String>,
    pub cookies: BTreeMap<Person, Option<String>>,
}

async fn signed_in(app: &TestApp, account: AccountId) -> String {
    let token = session::fresh_token();
    let tx = app.state.db.begin().await.unwrap();
    let end = app.now().plus_days(365);
    entity::session::start(&tx, &session::hash(&token), account, end, "test", app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    format!("{}={token}", session::COOKIE)
}

async fn project_of(app: &TestApp, researcher: AccountId) -> ProjectId {
    let new = NewProject {
        name: "A project".into(),
        kind: ProjectKind::Engagement,
        about: "About".into(),
        lawful_basis: "Public task".into(),
        special_condition: "Social care".into(),
        retention_months: 12,
        approval_reference: None,
    };
    let tx = app.state.db.begin().await.unwrap();
    let id = project::open(&tx, &app.viewer(researcher).await, new, app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn person(app: &TestApp, team: &Viewer, project: ProjectId, name: &str) -> (ParticipantId, AccountId) {
    let new = NewParticipant {
        project,
        real_name: format!("Kay {name}"),
        known_as: name.into(),
        other_names: Vec::new(),
        contact: Some(format!("{name}@home.example")),
        group: "Carers".into(),
        age_band: "25 to 44".into(),
        place: "Hillside".into(),
        pseudonym: Some("Robin Wren".into()),
    };
    let tx = app.state.db.begin().await.unwrap();
    let id = participant::add(&tx, team, new, app.now()).await.unwrap();
    let account = participant::account(&tx, team, id, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    (id, account)
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
        Shape::VoiceOnly => Audience::ALL
            .iter()
            .map(|audience| yes(Form::Voice, *audience))
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
    async fn plant(&mut self, shape: Shape, teller: &Viewer, owner: ParticipantId, team: &Viewer) -> StoryId {
        let number = self.planted.len();
        let (find, secret) = (format!("findword{number}x"), format!("canary{number}q"));
        self.planted.push(Planted {
            shape,
            find: find.clone(),
            secret: secret.clone(),
        });
        let db = &self.app.state.db.clone();
        let now = self.app.now();
        let new = NewStory {
            kind: StoryKind::Video,
            participant: owner,
            title: format!("{secret} of {NAME}"),
            words: format!(
                "{find} {secret} said {NAME}. {NAME}’s mum; the {NAME}s; {NAME}2026; {NAME}-Jones."
            ),
            // Where it was told is shown with a voice; only words, face and name are not.
            place: if shape == Shape::VoiceOnly {
                "Hillside".into()
            } else {
                format!("{secret} place, {NAME}'s flat")
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
            explained: "pictures".into(),
            present: String::new(),
        };
        consent::record(&tx, teller, id, &choices(shape, now), &asked, now)
            .await
            .unwrap();
        let cue = Cue {
            start_ms: 0,
            end_ms: 900,
            words: format!("{secret} {NAME}"),
        };
        transcript::set(&tx, teller, id, &[cue], now).await.unwrap();
        let original = self.object(&secret, RenditionKind::Film).await;
        let original = asset::receive(&tx, teller, id, original, now).await.unwrap();
        self.ids.insert(original.to_string());
        tx.commit().await.unwrap();
        let work = asset::work(db, original, Reason::Work).await.unwrap().unwrap();
        let mut made = Vec::new();
        for (kind, rendition) in [
            (AssetKind::Film, RenditionKind::Film),
            (AssetKind::Silent, RenditionKind::Film),
            (AssetKind::Sound, RenditionKind::Sound),
            (AssetKind::Poster, RenditionKind::Picture),
        ] {
            // The sound of a voice-only story is for everyone; what it must not give is the rest.
            let said = if shape == Shape::VoiceOnly && kind == AssetKind::Sound {
                "only a voice"
            } else {
                &secret
            };
            made.push(Rendition {
                kind,
                stored: self.object(said, rendition).await,
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
        self.ids.extend(own.assets.iter().map(|file| file.id.to_string()));
        let tx = db.begin().await.unwrap();
        if !matches!(shape, Shape::Draft | Shape::HeldDraft | Shape::Unreleased) {
            story::release(&tx, teller, id, own.cut, now).await.unwrap();
        }
        tx.commit().await.unwrap();
        let tx = db.begin().await.unwrap();
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
        self.ids.insert(id.to_string());
        id
    }

    /// Words for safeguarding alone.
    fn planted_words(&mut self, shape: Shape) -> String {
        let number = self.planted.len();
        let (find, secret) = (format!("findword{number}x"), format!("canary{number}q"));
        let words = format!("{find} {secret} about {NAME}");
        self.planted.push(Planted { shape, find, secret });
        words
    }

    /// Bytes with a secret in them, in the store.
    async fn object(&self, said: &str, rendition: RenditionKind) -> Received {
        let key = ObjectKey::rendition(rendition);
        let bytes = Bytes::from(format!("bytes {said} of {NAME}"));
        self.app.state.media.put_bytes(&key, bytes.clone()).await.unwrap();
        Received {
            object_key: key.as_str().into(),
            mime: rendition.mime().into(),
            bytes: i64::try_from(bytes.len()).unwrap(),
            sha256: firsthand::media::incoming::hash(&bytes),
        }
    }
}

/// Plants a story of every shape among people of every kind.
pub async fn world() -> World {
    let app = spawn_app_with(|config| {
        config.security.address_tries_per_minute = 1_000_000;
        config.security.account_tries_per_minute = 1_000_000;
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
    let (sam, teller) = person(&app, &team_viewer, ours, NAME).await;
    let (closed, closed_teller) = person(&app, &team_viewer, closing, "Wyvernly").await;
    let (_, other_teller) = person(&app, &app.viewer(other_team).await, theirs, "Annabel").await;
    accounts.extend([
        (Person::Team, team),
        (Person::OtherTeam, other_team),
        (Person::Teller, teller),
        (Person::OtherTeller, other_teller),
    ]);
    for (who, account) in &accounts {
        cookies.insert(*who, Some(signed_in(&app, *account).await));
    }
    let ids = [
        sam.to_string(),
        closed.to_string(),
        ours.to_string(),
        closing.to_string(),
        theirs.to_string(),
    ];
    let mut world = World {
        app,
        planted: Vec::new(),
        ids: ids.into(),
        cookies,
    };
    let (mut told, mut items) = (Vec::new(), Vec::new());
    for shape in SHAPES {
        let (account, owner) = if shape == Shape::Closed {
            (closed_teller, closed)
        } else {
            (teller, sam)
        };
        let viewer = world.app.viewer(account).await;
        let id = world.plant(shape, &viewer, owner, &team_viewer).await;
        told.push(id);
        if matches!(shape, Shape::ForEveryone | Shape::Ended | Shape::Closed) {
            items.push((id, "why it is here".to_owned()));
        }
    }
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
    let tx = world.app.state.db.begin().await.unwrap();
    project::close(&tx, &team_viewer, closing, world.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.app.days_pass(2);
    world.app.settle().await;
    world
}
