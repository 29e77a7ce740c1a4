//! Those who are planted among the stories: a project, a teller in it, somebody signed in.
use entity::participant::NewParticipant;
use entity::project::NewProject;
use entity::reach::{self, Reach, Way};
use entity::supporter::{self, NewHelp, Which};
use entity::{AccountId, ParticipantId, ProjectId, ProjectKind, Viewer, participant, project};
use entity::{HelperHow, StoryId, WhoseWords};
use firsthand::web::session;

use super::shapes::Person;
use super::world::World;
use crate::support::app::TestApp;

pub async fn signed_in(app: &TestApp, account: AccountId) -> String {
    let token = session::fresh_token();
    let tx = app.state.db.begin().await.unwrap();
    let end = app.now().plus_days(365);
    entity::session::start(&tx, &session::hash(&token), account, end, "test", app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    format!("{}={token}", session::COOKIE)
}

pub async fn project_of(app: &TestApp, researcher: AccountId) -> ProjectId {
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

/// Where somebody of this name gets their e-mail. The name is not in it: the team that writes an address down reads it.
pub fn address(name: &str) -> String {
    let turned: String = name.to_lowercase().chars().rev().collect();
    format!("{turned}@home.example")
}

pub async fn person(
    app: &TestApp,
    team: &Viewer,
    project: ProjectId,
    name: &str,
) -> (ParticipantId, AccountId) {
    let new = NewParticipant {
        project,
        real_name: format!("Kay {name}"),
        known_as: name.into(),
        other_names: Vec::new(),
        contact: Some(address(name)),
        group: "Carers".into(),
        age_band: "25 to 44".into(),
        place: "Hillside".into(),
        pseudonym: Some("Robin Wren".into()),
    };
    let tx = app.state.db.begin().await.unwrap();
    let id = participant::add(&tx, team, new, app.now()).await.unwrap();
    let account = participant::account(&tx, team, id, app.now()).await.unwrap();
    let mail = Reach {
        wish: Some(Way::Email),
        email: Some(address(name)),
        phone: None,
    };
    reach::set(&tx, team, id, &mail, app.now()).await.unwrap();
    tx.commit().await.unwrap();
    (id, account)
}

/// A helper beside the teller, at the one story, from now on.
pub async fn helped(world: &mut World, team: &Viewer, participant: ParticipantId, story: StoryId) {
    let token = session::fresh_token();
    let token_hash = session::hash(&token);
    let (db, now) = (&world.app.state.db, world.app.now());
    let help = NewHelp {
        participant,
        which: Which::There(story),
        helper_name: "Jo".into(),
        relation: "support worker".into(),
        how: HelperHow::Types,
        whose_words: WhoseWords::Theirs,
        token_hash: &token_hash,
        before: None,
    };
    let tx = db.begin().await.unwrap();
    supporter::start(&tx, team, help, now).await.unwrap();
    tx.commit().await.unwrap();
    let live = entity::session::find(db, &token_hash, now)
        .await
        .unwrap()
        .unwrap();
    assert!(live.viewer.beside().is_some());
    world.viewers.insert(Person::Helper, live.viewer);
    let cookie = format!("{}={token}", session::COOKIE);
    world.cookies.insert(Person::Helper, Some(cookie));
}
