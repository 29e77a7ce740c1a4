//! Those who are planted among the stories: a project, a teller in it, somebody signed in.
use entity::participant::NewParticipant;
use entity::permission::{self, NewPermission};
use entity::project::NewProject;
use entity::reach::{self, Reach, Way};
use entity::supporter::{self, NewHelp, Which};
use entity::{
    AccountId, Audience, ParticipantId, ProjectId, ProjectKind, Timestamp, Viewer, participant, project,
};
use entity::{HelperHow, StoryId, WhoseWords};
use firsthand::web::session;

use super::shapes::{ALSO, KIN, NAME, Person};
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
    person_of(app, team, project, (name, &[]), "25 to 44").await
}

/// Somebody under 18, called as the teller is, whom a parent permits everything until then.
pub async fn young(
    app: &TestApp,
    team: &Viewer,
    project: ProjectId,
    until: Timestamp,
) -> (ParticipantId, AccountId) {
    let made = person_of(app, team, project, (NAME, &[ALSO, KIN]), entity::UNDER_18).await;
    let new = NewPermission {
        given_by: "A parent".into(),
        relation: "Mum".into(),
        audiences: Audience::ALL.to_vec(),
        until: Some(until),
        how: "Signed at home".into(),
    };
    let tx = app.state.db.begin().await.unwrap();
    permission::record(&tx, team, made.0, new, app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    made
}

pub async fn person_of(
    app: &TestApp,
    team: &Viewer,
    project: ProjectId,
    (name, others): (&str, &[&str]),
    age: &str,
) -> (ParticipantId, AccountId) {
    let new = NewParticipant {
        project,
        real_name: format!("Kay {name}"),
        known_as: name.into(),
        other_names: others.iter().map(ToString::to_string).collect(),
        contact: Some(address(name)),
        group: "Carers".into(),
        age_band: age.into(),
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
