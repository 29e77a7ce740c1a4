//! The people of the tests, each with a browser that keeps its cookies and sends what browsers send.
use entity::account::add_staff;
use entity::participant::NewParticipant;
use entity::project::NewProject;
use entity::{AccountId, ParticipantId, ProjectKind, Role, Viewer};
use firsthand::features::accounts::password;
use firsthand::web::session;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, RequestBuilder};

use super::app::TestApp;
use super::html::Seen;

/// What every member of staff in the tests has chosen.
pub const PASSWORD: &str = "three green bicycles";

/// Somebody at a browser.
pub struct Actor {
    client: Client,
    address: String,
}

impl Actor {
    pub fn new(address: &str) -> Self {
        Self::with(Client::builder(), address)
    }

    /// A browser that shows an answer and does not go where it leads.
    pub fn that_stays(address: &str) -> Self {
        Self::with(Client::builder().redirect(Policy::none()), address)
    }

    fn with(client: ClientBuilder, address: &str) -> Self {
        Self {
            client: client.cookie_store(true).build().unwrap(),
            address: address.to_owned(),
        }
    }

    /// A request as a browser on our own page sends it.
    pub fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.address));
        request
            .header("sec-fetch-site", "same-origin")
            .header("accept", "text/html")
    }

    pub async fn get(&self, path: &str) -> Seen {
        Seen::read(self.request(reqwest::Method::GET, path).send().await.unwrap()).await
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: reqwest::Request) -> reqwest::Response {
        self.client.execute(request).await.unwrap()
    }

    /// Presses the button of a form.
    pub async fn press(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let request = self.request(reqwest::Method::POST, path).form(fields);
        Seen::read(request.send().await.unwrap()).await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Seen {
        self.press("/sign-in", &[("email", email), ("password", password)])
            .await
    }
}

/// A project with somebody in it, and the secret of that person's card.
pub struct Sam {
    pub participant: ParticipantId,
    pub card: String,
}

impl TestApp {
    /// Adds a member of staff with [`PASSWORD`].
    pub async fn add_staff(&self, email: &str, role: Role) -> AccountId {
        let hash = password::hash(PASSWORD.into()).await.unwrap();
        let tx = self.state.db.begin().await.unwrap();
        let id = add_staff(
            &tx,
            None,
            email,
            email.split('@').next().unwrap(),
            role,
            self.now(),
        )
        .await
        .unwrap();
        entity::account::set_password(&tx, id, &hash, self.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A member of staff at a browser, signed in.
    pub async fn staff(&self, role: Role) -> Actor {
        let email = format!("{role}@example.gov.uk");
        self.add_staff(&email, role).await;
        let actor = self.anonymous();
        let seen = actor.sign_in(&email, PASSWORD).await;
        assert!(seen.status.is_success(), "{} {}", seen.status, seen.words());
        actor
    }

    /// The viewer behind an account, for writing through the vault.
    pub async fn viewer(&self, account: AccountId) -> Viewer {
        entity::account::viewer(&self.state.db, account)
            .await
            .unwrap()
            .unwrap()
    }

    /// Sam Pritchard with a card, in a project of a researcher.
    pub async fn sam(&self) -> Sam {
        let researcher = self.add_staff("asha@example.gov.uk", Role::Researcher).await;
        let project = NewProject {
            name: "Moving on".into(),
            kind: ProjectKind::Engagement,
            about: "What a good day looks like".into(),
            lawful_basis: "Public task".into(),
            special_condition: "Health or social care".into(),
            retention_months: 24,
            approval_reference: None,
        };
        let tx = self.state.db.begin().await.unwrap();
        let before = entity::Viewer::Account(entity::Signed {
            account: researcher,
            role: Role::Researcher,
            name: "Asha".into(),
            participant: None,
            projects: vec![],
        });
        let project = entity::project::open(&tx, &before, project, self.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let asha = self.viewer(researcher).await;
        let sam = NewParticipant {
            project,
            real_name: "Samuel Pritchard".into(),
            known_as: "Sam".into(),
            other_names: vec![],
            contact: None,
            group: entity::GROUPS[0].to_string(),
            age_band: entity::AGE_BANDS[2].to_string(),
            place: "Fernleigh".into(),
            pseudonym: None,
        };
        let card = session::fresh_token();
        let hash = session::hash(&card);
        let tx = self.state.db.begin().await.unwrap();
        let participant = entity::participant::add(&tx, &asha, sam, self.now())
            .await
            .unwrap();
        let new = entity::card::NewCard {
            token_hash: &hash,
            helper_name: "Jo",
            picture: "fox",
        };
        entity::card::make(&tx, &asha, participant, new, self.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        Sam { participant, card }
    }
}
