//! Stories told by tellers with cards, each with its own answers, for the journeys that find and watch.
use bytes::Bytes;
use entity::asset::{Received, Rendition};
use entity::consent::{self, Asked, Choice, WORDING};
use entity::participant::NewParticipant;
use entity::story::{self, NewStory};
use entity::transcript::Cue;
use entity::{
    AssetKind, Audience, Form, ParticipantId, ProjectId, Role, StoryId, StoryKind, ThemeId, Timestamp,
    Viewer, asset, card, coding, participant, project, theme, transcript, unscoped,
};
use firsthand::media::{ObjectKey, RenditionKind};
use firsthand::web::session;

use super::actors::Actor;
use super::app::{TestApp, spawn_app};

/// A project with a researcher and two tellers, and people of every kind to look.
pub struct Tales {
    pub app: TestApp,
    pub planner: Actor,
    pub frontline: Actor,
    pub ray: Teller,
    pub bet: Teller,
}

/// Somebody who tells: the record and the account.
pub struct Teller {
    pub participant: ParticipantId,
    pub viewer: Viewer,
    card: String,
}

/// A story to tell.
pub struct Tale<'a> {
    pub kind: StoryKind,
    pub title: &'a str,
    pub words: &'a str,
    pub themes: &'a [&'a str],
    pub yes: &'a [(Form, Audience)],
    /// The end of every yes.
    pub until: Option<Timestamp>,
    /// A film was sent and made ready.
    pub film: bool,
}

/// How long each file of a film is.
pub const FILM_BYTES: usize = 200_000;

pub const WORDS_FOR_PLANNERS: &[(Form, Audience)] = &[(Form::Words, Audience::Planners)];

impl Default for Tale<'_> {
    fn default() -> Self {
        Self {
            kind: StoryKind::LifeStory,
            title: "A story",
            words: "Words.",
            themes: &[],
            yes: WORDS_FOR_PLANNERS,
            until: None,
            film: false,
        }
    }
}

async fn teller(
    app: &TestApp,
    asha: &Viewer,
    project: ProjectId,
    name: (&str, &str),
    group: usize,
    place: &str,
) -> Teller {
    let new = NewParticipant {
        project,
        real_name: name.0.into(),
        known_as: name.0.split(' ').next().unwrap().into(),
        other_names: vec![],
        contact: None,
        group: entity::GROUPS[group].into(),
        age_band: entity::AGE_BANDS[3].into(),
        place: place.into(),
        pseudonym: Some(name.1.into()),
    };
    let secret = session::fresh_token();
    let token_hash = session::hash(&secret);
    let tx = app.state.db.begin().await.unwrap();
    let participant = participant::add(&tx, asha, new, app.now()).await.unwrap();
    let new = card::NewCard {
        token_hash: &token_hash,
        helper_name: "Jo",
        picture: "fox",
    };
    card::make(&tx, asha, participant, new, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let account = card::account(&app.state.db, &token_hash).await.unwrap();
    Teller {
        participant,
        viewer: app.viewer(account).await,
        card: secret,
    }
}

impl Tales {
    pub async fn begin() -> Self {
        let app = spawn_app().await;
        let account = app.add_staff("asha@example.gov.uk", Role::Researcher).await;
        let new = project::NewProject {
            name: "Getting out".into(),
            kind: entity::ProjectKind::Engagement,
            about: String::new(),
            lawful_basis: "Public task".into(),
            special_condition: "Social care".into(),
            retention_months: 24,
            approval_reference: None,
        };
        let tx = app.state.db.begin().await.unwrap();
        let before = entity::account::viewer(&app.state.db, account)
            .await
            .unwrap()
            .unwrap();
        let project = project::open(&tx, &before, new, app.now()).await.unwrap();
        tx.commit().await.unwrap();
        let asha = app.viewer(account).await;
        let ray = teller(&app, &asha, project, ("Raymond Ogle", "Heron"), 0, "Pennock Hill").await;
        let bet = teller(&app, &asha, project, ("Betsan Wyn", "Wren"), 2, "Llŷn Road").await;
        Self {
            planner: app.staff(Role::Commissioner).await,
            frontline: app.staff(Role::Frontline).await,
            ray,
            bet,
            app,
        }
    }

    /// One more teller in Asha's project, by their name in full and the one they go by on pages.
    pub async fn joins(&self, name: &str, pseudonym: &str) -> Teller {
        let db = &self.app.state.db;
        let asha = entity::account::by_email(db, "asha@example.gov.uk").await;
        let asha = self.app.viewer(asha.unwrap().unwrap().id).await;
        let project = participant::get(db, &asha, self.ray.participant)
            .await
            .unwrap()
            .project;
        teller(&self.app, &asha, project, (name, pseudonym), 1, "Fernleigh").await
    }

    /// Asha at a browser.
    pub async fn researcher(&self) -> Actor {
        let actor = self.app.anonymous();
        actor
            .sign_in("asha@example.gov.uk", super::actors::PASSWORD)
            .await;
        actor
    }

    /// A teller at the phone.
    pub async fn phone(&self, teller: &Teller) -> Actor {
        let phone = self.app.anonymous();
        phone
            .press(&format!("/c/{}", teller.card), &[("answer", "yes")])
            .await;
        phone
    }

    pub async fn theme(&self, key: &str) -> ThemeId {
        let frameworks = theme::frameworks(&self.app.state.db).await.unwrap();
        frameworks[0].theme(key).unwrap().id
    }

    /// Tells, sends and releases a story, and waits until it can be found.
    pub async fn tell(&self, teller: &Teller, tale: Tale<'_>) -> StoryId {
        self.told(teller, tale, None).await
    }

    /// The same with something said in its film.
    pub async fn tell_with_cue(&self, teller: &Teller, tale: Tale<'_>, words: &str) -> StoryId {
        self.told(teller, tale, Some(words)).await
    }

    async fn told(&self, teller: &Teller, tale: Tale<'_>, cue: Option<&str>) -> StoryId {
        let (db, now) = (&self.app.state.db, self.app.now());
        let mut about = Vec::new();
        for key in tale.themes {
            about.push(self.theme(key).await);
        }
        let tx = db.begin().await.unwrap();
        let new = NewStory {
            kind: tale.kind,
            participant: teller.participant,
            title: tale.title.into(),
            words: tale.words.into(),
            place: String::new(),
            told_at: now,
            feeling: None,
            nonce: session::fresh_token(),
            how_told: String::new(),
            helper_name: String::new(),
            helper_how: String::new(),
            started_at: now,
        };
        let id = story::start(&tx, &teller.viewer, new, now).await.unwrap();
        coding::set_about(&tx, &teller.viewer, id, &about, now)
            .await
            .unwrap();
        let original = if tale.film {
            let received = self.object(ObjectKey::original(), "video/mp4").await;
            Some(
                asset::receive(&tx, &teller.viewer, id, received, now)
                    .await
                    .unwrap(),
            )
        } else {
            None
        };
        tx.commit().await.unwrap();
        if let Some(original) = original {
            let work = asset::work(db, original, unscoped::Reason::Work)
                .await
                .unwrap()
                .unwrap();
            let mut made = Vec::new();
            for (kind, rendition) in [
                (AssetKind::Film, RenditionKind::Film),
                (AssetKind::Silent, RenditionKind::Film),
                (AssetKind::Sound, RenditionKind::Sound),
                (AssetKind::Poster, RenditionKind::Picture),
            ] {
                let key = ObjectKey::rendition(rendition);
                made.push(Rendition {
                    kind,
                    stored: self.object(key, rendition.mime()).await,
                    size: Some((1280, 720)),
                    duration_ms: Some(40_000),
                });
            }
            let tx = db.begin().await.unwrap();
            asset::ready(&tx, &work, made, now).await.unwrap();
            tx.commit().await.unwrap();
        }
        if let Some(words) = cue {
            let cue = Cue {
                start_ms: 0,
                end_ms: 2_000,
                words: words.into(),
            };
            let tx = db.begin().await.unwrap();
            transcript::set(&tx, &teller.viewer, id, &[cue], now)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        self.answer(teller, id, tale.yes, true, tale.until).await;
        let tx = db.begin().await.unwrap();
        story::send(&tx, &teller.viewer, id, now).await.unwrap();
        tx.commit().await.unwrap();
        self.release(teller, id).await;
        id
    }

    /// The teller's second yes to the story as it is.
    async fn release(&self, teller: &Teller, id: StoryId) {
        let (db, now) = (&self.app.state.db, self.app.now());
        let cut = story::own(db, &teller.viewer, id, now).await.unwrap().story.cut;
        let tx = db.begin().await.unwrap();
        story::release(&tx, &teller.viewer, id, cut, now).await.unwrap();
        tx.commit().await.unwrap();
        self.indexed().await;
    }

    /// A teller's answers about a story.
    pub async fn answer(
        &self,
        teller: &Teller,
        id: StoryId,
        about: &[(Form, Audience)],
        yes: bool,
        until: Option<Timestamp>,
    ) {
        let choices: Vec<Choice> = about
            .iter()
            .map(|(form, audience)| Choice {
                form: *form,
                audience: *audience,
                yes,
                until,
            })
            .collect();
        let asked = Asked {
            wording: WORDING.into(),
            explained: "pictures".into(),
            present: String::new(),
        };
        let tx = self.app.state.db.begin().await.unwrap();
        consent::record(&tx, &teller.viewer, id, &choices, &asked, self.app.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Takes a story back as the teller's page does it.
    pub async fn withdraw(&self, teller: &Teller, id: StoryId) {
        let tx = self.app.state.db.begin().await.unwrap();
        story::withdraw(&tx, &teller.viewer, id, self.app.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.app.state.withdrawn(id).await.unwrap();
    }

    /// Bytes in the store; what they are does not matter here.
    async fn object(&self, key: ObjectKey, mime: &str) -> Received {
        let bytes = Bytes::from(vec![b'f'; FILM_BYTES]);
        self.app.state.media.put_bytes(&key, bytes.clone()).await.unwrap();
        Received {
            object_key: key.as_str().into(),
            mime: mime.into(),
            bytes: i64::try_from(FILM_BYTES).unwrap(),
            sha256: firsthand::media::incoming::hash(&bytes),
        }
    }

    /// The index has read everything that was committed.
    pub async fn indexed(&self) {
        let state = &self.app.state;
        state.search.catch_up(&state.db, state.now()).await.unwrap();
    }
}
