//! Staff, projects, participants and their cards.
use std::collections::HashMap;

use anyhow::Context as _;
use entity::participant::NewParticipant;
use entity::permission::{self, NewPermission};
use entity::project::NewProject;
use entity::{Db, ParticipantId, ProjectId, Role, Timestamp, Viewer, account, card, participant, project};

use super::PASSWORD;
use super::file::{CouncilFile, ParticipantLine};
use crate::features::accounts::password;
use crate::web::session;

/// How long before the newest story the council began.
const FIRST_DAY: i64 = -600;

/// Everybody, by the keys of the file.
pub(super) struct People {
    staff: HashMap<String, Viewer>,
    projects: HashMap<String, ProjectId>,
    participants: HashMap<String, (ParticipantId, Viewer, String)>,
    /// (what the person is called, path of the card's link).
    pub cards: Vec<(String, String)>,
}

impl People {
    pub fn staff(&self, key: &str) -> anyhow::Result<&Viewer> {
        self.staff
            .get(key)
            .with_context(|| format!("nobody is called {key}"))
    }

    /// The participant, their viewer, and a researcher of their project.
    pub fn teller(&self, key: &str) -> anyhow::Result<(ParticipantId, &Viewer, &Viewer)> {
        let (id, viewer, project) = self
            .participants
            .get(key)
            .with_context(|| format!("nobody is called {key}"))?;
        let project = self
            .projects
            .get(project)
            .context("a participant without a project")?;
        let researcher = self.staff.values().find(|viewer| viewer.is_on(*project));
        Ok((*id, viewer, researcher.context("a project without a team")?))
    }

    /// A researcher who is on the projects of all of them.
    pub fn team_of<'a>(&self, keys: impl Iterator<Item = &'a str>) -> anyhow::Result<&Viewer> {
        let mut projects = Vec::new();
        for key in keys {
            let (_, _, project) = self
                .participants
                .get(key)
                .with_context(|| format!("nobody is called {key}"))?;
            projects.push(
                *self
                    .projects
                    .get(project)
                    .context("a participant without a project")?,
            );
        }
        let on_all = |viewer: &&Viewer| projects.iter().all(|project| viewer.is_on(*project));
        let researcher = self.staff.values().find(on_all);
        researcher.context("nobody is on all of these projects")
    }

    /// Those who may put showcases together, planners first.
    pub fn curators(&self) -> Vec<Viewer> {
        let mut curators: Vec<Viewer> = self
            .staff
            .values()
            .filter(|viewer| matches!(viewer.role(), Some(Role::Commissioner | Role::Researcher)))
            .cloned()
            .collect();
        curators.sort_by_key(|viewer| (viewer.role() != Some(Role::Commissioner), viewer.account()));
        curators
    }
}

pub(super) async fn load(db: &Db, file: &CouncilFile, now: Timestamp) -> anyhow::Result<People> {
    let first_day = now.plus_days(FIRST_DAY);
    let mut people = People {
        staff: HashMap::new(),
        projects: HashMap::new(),
        participants: HashMap::new(),
        cards: Vec::new(),
    };
    let hash = password::hash(PASSWORD.into()).await?;
    for line in &file.accounts {
        let tx = db.begin().await?;
        let id = account::add_staff(&tx, None, &line.email, &line.name, line.role, first_day).await?;
        account::set_password(&tx, id, &hash, first_day).await?;
        tx.commit().await?;
        let viewer = account::viewer(db, id).await?.context("the account is there")?;
        people.staff.insert(line.key.clone(), viewer);
    }
    projects(db, file, &mut people, first_day).await?;
    for line in &file.participants {
        add(db, line, &mut people, first_day).await?;
    }
    Ok(people)
}

async fn projects(
    db: &Db,
    file: &CouncilFile,
    people: &mut People,
    first_day: Timestamp,
) -> anyhow::Result<()> {
    for line in &file.projects {
        let (lead, others) = line.members.split_first().context("a project without a team")?;
        let new = NewProject {
            name: line.name.clone(),
            kind: line.kind,
            about: line.about.clone(),
            lawful_basis: line.lawful_basis.clone(),
            special_condition: line.special_condition.clone(),
            retention_months: line.retention_months,
            approval_reference: line.approval_reference.clone(),
        };
        let tx = db.begin().await?;
        let id = project::open(&tx, people.staff(lead)?, new, first_day).await?;
        for member in others {
            let account = people.staff(member)?.account().context("staff have accounts")?;
            project::join(&tx, id, account).await?;
        }
        tx.commit().await?;
        people.projects.insert(line.key.clone(), id);
    }
    // Who is on which project is read with the account.
    for viewer in people.staff.values_mut() {
        let account = viewer.account().context("staff have accounts")?;
        *viewer = account::viewer(db, account)
            .await?
            .context("the account is there")?;
    }
    Ok(())
}

async fn add(
    db: &Db,
    line: &ParticipantLine,
    people: &mut People,
    first_day: Timestamp,
) -> anyhow::Result<()> {
    let project = *people
        .projects
        .get(&line.project)
        .context("a participant without a project")?;
    let researcher = people
        .staff
        .values()
        .find(|viewer| viewer.is_on(project))
        .context("a project without a team")?;
    let new = NewParticipant {
        project,
        real_name: line.real_name.clone(),
        known_as: line.known_as.clone(),
        other_names: line.other_names.clone(),
        contact: None,
        group: line.group.clone(),
        age_band: line.age_band.clone(),
        place: line.place.clone(),
        pseudonym: Some(line.pseudonym.clone()),
    };
    let tx = db.begin().await?;
    let id = participant::add(&tx, researcher, new, first_day).await?;
    let account = participant::account(&tx, researcher, id, first_day).await?;
    if let Some(on_card) = &line.card {
        // A made-up person's card has a made-up secret, so that the walk-throughs can name it.
        let token = format!("demo-{}", line.key);
        let new = card::NewCard {
            token_hash: &session::hash(&token),
            helper_name: &on_card.helper_name,
            picture: &on_card.picture,
        };
        card::make(&tx, researcher, id, new, first_day).await?;
        people.cards.push((line.known_as.clone(), format!("/c/{token}")));
    }
    if line.age_band == entity::UNDER_18 {
        let new = NewPermission {
            given_by: "A made-up parent".to_owned(),
            relation: "Mum".to_owned(),
            audiences: entity::Audience::ALL.to_vec(),
            until: None,
            how: "Signed at home, with the child there".to_owned(),
        };
        permission::record(&tx, researcher, id, new, first_day).await?;
    }
    tx.commit().await?;
    let viewer = account::viewer(db, account)
        .await?
        .context("the account is there")?;
    people
        .participants
        .insert(line.key.clone(), (id, viewer, line.project.clone()));
    Ok(())
}
