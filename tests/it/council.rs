//! A made-up council in a database of its own, for the tests of the engines.
use entity::consent::{self, Choice};
use entity::participant::NewParticipant;
use entity::project::NewProject;
use entity::story::{self, NewStory};
use entity::{
    AccountId, Audience, Db, Form, ParticipantId, ProjectId, ProjectKind, Role, Signed, StoryId, StoryKind,
    ThemeId, Timestamp, Viewer, account, coding, participant, project, theme,
};
use tempfile::TempDir;

pub const NOW: Timestamp = Timestamp(1_795_000_000_000);

/// A council with a database, two projects and somebody who works in each.
pub struct Council {
    pub db: Db,
    pub folder: TempDir,
    pub team: Vec<(ProjectId, Viewer)>,
    people: Vec<ParticipantId>,
    nonce: std::cell::Cell<u32>,
}

/// A story to be told: words, and who may see it.
pub struct Told<'a> {
    pub title: &'a str,
    pub words: &'a str,
    pub yes: &'a [(Form, Audience, Option<Timestamp>)],
    pub released: bool,
}

pub const EVERYONE: &[(Form, Audience, Option<Timestamp>)] = &[(Form::Words, Audience::Public, None)];

pub fn signed(account: AccountId, role: Role, projects: Vec<ProjectId>) -> Viewer {
    Viewer::Account(Signed {
        account,
        role,
        name: String::new(),
        participant: None,
        projects,
    })
}

impl Council {
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let db = Db::open(&format!("sqlite:{}", folder.path().join("x.db").display()))
            .await
            .unwrap();
        crate::support::app::no_cooling_off(&db).await;
        let tx = db.begin().await.unwrap();
        for file in theme::BUILT_IN {
            theme::load(&tx, &serde_json::from_str(file).unwrap())
                .await
                .unwrap();
        }
        let mut team = Vec::new();
        let mut people = Vec::new();
        for number in 0..2 {
            let email = format!("r{number}@example.org");
            let account = account::add_staff(&tx, None, &email, "R", Role::Researcher, NOW)
                .await
                .unwrap();
            let new = NewProject {
                name: format!("Project {number}"),
                kind: ProjectKind::Engagement,
                about: String::new(),
                lawful_basis: "public task".into(),
                special_condition: "research".into(),
                retention_months: 24,
                approval_reference: None,
            };
            let viewer = signed(account, Role::Researcher, Vec::new());
            let id = project::open(&tx, &viewer, new, NOW).await.unwrap();
            let viewer = signed(account, Role::Researcher, vec![id]);
            for (group, place) in [("Carers", "Newport"), ("Older people", "Aberystwyth")] {
                let new = NewParticipant {
                    project: id,
                    real_name: format!("Gwendolen Pryce{number}"),
                    known_as: "Gwen".into(),
                    other_names: Vec::new(),
                    contact: None,
                    group: group.into(),
                    age_band: "45 to 64".into(),
                    place: place.into(),
                    pseudonym: None,
                };
                people.push(participant::add(&tx, &viewer, new, NOW).await.unwrap());
            }
            team.push((id, viewer));
        }
        tx.commit().await.unwrap();
        Self {
            db,
            folder,
            team,
            people,
            nonce: 0.into(),
        }
    }

    /// The teller of a person's stories.
    pub fn teller(&self, person: usize) -> Viewer {
        let account = self.team[person / 2].1.account().unwrap();
        Viewer::Account(Signed {
            account,
            role: Role::Storyteller,
            name: "Gwen".into(),
            participant: Some(self.people[person]),
            projects: Vec::new(),
        })
    }

    pub async fn tell(&self, person: usize, told: Told<'_>, at: Timestamp) -> StoryId {
        let team = &self.team[person / 2].1;
        let tx = self.db.begin().await.unwrap();
        let number = self.nonce.get();
        self.nonce.set(number + 1);
        let new = NewStory {
            kind: StoryKind::ALL[person % 3],
            participant: self.people[person],
            title: told.title.into(),
            words: told.words.into(),
            place: String::new(),
            told_at: at,
            feeling: None,
            nonce: number.to_string(),
            how_told: String::new(),
            helper_name: String::new(),
            helper_how: String::new(),
            started_at: at,
        };
        let id = story::start(&tx, team, new, NOW).await.unwrap();
        let choices: Vec<Choice> = told
            .yes
            .iter()
            .map(|(form, audience, until)| Choice {
                form: *form,
                audience: *audience,
                yes: true,
                until: *until,
            })
            .collect();
        let asked = consent::Asked {
            wording: consent::WORDING.into(),
            explained: String::new(),
            present: String::new(),
        };
        consent::record(&tx, team, id, &choices, &asked, NOW)
            .await
            .unwrap();
        story::send(&tx, team, id, NOW).await.unwrap();
        if told.released {
            story::release(&tx, &self.teller(person), id, 1, NOW)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        id
    }

    /// A story that everybody may read.
    pub async fn say(&self, words: &str) -> StoryId {
        let told = Told {
            title: "A day",
            words,
            yes: EVERYONE,
            released: true,
        };
        self.tell(0, told, NOW).await
    }

    pub async fn withdraw(&self, person: usize, id: StoryId) {
        let tx = self.db.begin().await.unwrap();
        story::withdraw(&tx, &self.teller(person), id, NOW).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn about(&self, id: StoryId, theme: ThemeId) {
        let tx = self.db.begin().await.unwrap();
        coding::set_about(&tx, &self.team[0].1, id, &[theme], NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}
