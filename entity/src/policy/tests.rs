//! The rule and its SQL say the same, on both databases; every table is in the census.
use std::cell::Cell;
use std::collections::HashMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{Answer, Facts, decide, sql};
use crate::testing::{Databases, on_both};
use crate::{
    AccountId, Audience, Beside, Db, Form, HelperHow, HoldGround, ParticipantId, ProjectId, ProjectKind,
    Role, Signed, StoryId, StoryKind, Timestamp, Viewer, consent, hold, participant, project, story,
};

/// A made-up story: few projects, people and moments, so that edges meet.
#[derive(Clone, Debug)]
struct Made {
    participant: usize,
    sent: bool,
    released_cut: Option<i32>,
    released_until: Option<i64>,
    withdrawn: bool,
    holds: Vec<(HoldGround, bool)>,
    answers: Vec<(Form, Audience, bool, Option<i64>, i64)>,
}

/// The people and projects of one run: participant i is in project i % 3, and project 2 is closed.
struct World {
    projects: Vec<ProjectId>,
    people: Vec<ParticipantId>,
}

fn word<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(all)
}

fn made() -> impl Strategy<Value = Made> {
    let answer = (
        word(Form::ALL),
        word(Audience::ALL),
        prop::bool::weighted(0.7),
        prop::option::of(0..8i64),
        0..6i64,
    );
    (
        0..6usize,
        prop::bool::weighted(0.85),
        (
            prop::option::weighted(0.8, 1..3i32),
            prop::option::weighted(0.4, 0..8i64),
        ),
        prop::bool::weighted(0.15),
        vec((word(HoldGround::ALL), any::<bool>()), 0..3),
        vec(answer, 0..7),
    )
        .prop_map(
            |(participant, sent, (released_cut, released_until), withdrawn, holds, answers)| Made {
                participant,
                sent,
                released_cut,
                released_until,
                withdrawn,
                holds,
                answers,
            },
        )
}

/// Who looks: what they are, with a helper beside them or not.
#[derive(Clone, Debug)]
enum Who {
    Anyone,
    SignedIn(Role, Vec<bool>, usize),
    /// Whose stories, and with which of the made-up stories the helper sits beside them; perhaps with another one.
    Beside(usize, Option<usize>),
}

fn viewer(stories: usize) -> impl Strategy<Value = Who> {
    prop_oneof![
        1 => Just(Who::Anyone),
        8 => (word(Role::ALL), vec(any::<bool>(), 3), 0..6usize)
            .prop_map(|(role, on, person)| Who::SignedIn(role, on, person)),
        2 => (0..6usize, prop::option::of(0..stories)).prop_map(|(person, story)| Who::Beside(person, story)),
    ]
}

impl Who {
    fn viewer(self, world: &World, stories: &[StoryId]) -> Viewer {
        let signed = |role, on: &[bool], person: usize| {
            let projects = world.projects.iter().zip(on).filter(|(_, on)| **on);
            Signed {
                account: AccountId::fresh(),
                role,
                name: String::new(),
                participant: (role == Role::Storyteller).then(|| world.people[person]),
                projects: projects.map(|(id, _)| *id).collect(),
            }
        };
        match self {
            Self::Anyone => Viewer::Public,
            Self::SignedIn(role, on, person) => Viewer::Account(signed(role, &on, person)),
            Self::Beside(person, story) => {
                let beside = Beside {
                    story: story.map_or_else(StoryId::fresh, |story| stories[story]),
                    helper: "Jo".into(),
                    how: HelperHow::Types,
                    ends_at: Timestamp(9),
                };
                Viewer::Beside(signed(Role::Storyteller, &[], person), beside)
            }
        }
    }
}

async fn world(db: &Db) -> World {
    let tx = db.begin().await.unwrap();
    let projects: Vec<ProjectId> = (0..3).map(|_| ProjectId::fresh()).collect();
    for (index, id) in projects.iter().enumerate() {
        let row = project::table::ActiveModel {
            id: Set(*id),
            name: Set("p".into()),
            kind: Set(ProjectKind::Engagement),
            about: Set(String::new()),
            lawful_basis: Set(String::new()),
            special_condition: Set(String::new()),
            retention_months: Set(1),
            approval_reference: Set(None),
            opened_by: Set(AccountId::fresh()),
            opened_at: Set(Timestamp(0)),
            closed_at: Set((index == 2).then_some(Timestamp(0))),
        };
        project::table::Entity::insert(row)
            .exec_without_returning(tx.inner())
            .await
            .unwrap();
    }
    let mut people = Vec::new();
    for index in 0..6 {
        let id = ParticipantId::fresh();
        let row = participant::table::ActiveModel {
            died_at: Set(None),
            id: Set(id),
            project_id: Set(projects[index % 3]),
            pseudonym: Set("x".into()),
            group_name: Set(String::new()),
            age_band: Set(String::new()),
            place: Set(String::new()),
            family_id: Set(None),
            created_at: Set(Timestamp(0)),
        };
        participant::table::Entity::insert(row)
            .exec_without_returning(tx.inner())
            .await
            .unwrap();
        people.push(id);
    }
    tx.commit().await.unwrap();
    World { projects, people }
}

async fn keep(db: &Db, world: &World, made: &[Made]) -> Vec<(StoryId, Facts)> {
    let tx = db.begin().await.unwrap();
    let mut kept = Vec::new();
    let (mut stories, mut consents, mut holds) = (Vec::new(), Vec::new(), Vec::new());
    for one in made {
        let id = StoryId::fresh();
        let project = world.projects[one.participant % 3];
        stories.push(story::table::ActiveModel {
            cut_at: Set(Timestamp(0)),
            id: Set(id),
            kind: Set(StoryKind::LifeStory),
            participant_id: Set(world.people[one.participant]),
            project_id: Set(project),
            title: Set(String::new()),
            words: Set(String::new()),
            feeling: Set(None),
            place: Set(String::new()),
            told_at: Set(Timestamp(0)),
            created_by: Set(AccountId::fresh()),
            nonce: Set(None),
            created_at: Set(Timestamp(0)),
            changed_at: Set(Timestamp(0)),
            cut: Set(2),
            sent_at: Set(one.sent.then_some(Timestamp(0))),
            released_at: Set(None),
            released_cut: Set(one.released_cut),
            released_until: Set(one.released_until.map(Timestamp)),
            withdrawn_at: Set(one.withdrawn.then_some(Timestamp(0))),
            purged_at: Set(None),
            words_agreed_at: Set(None),
        });
        for (ground, open) in &one.holds {
            holds.push(hold::table::ActiveModel {
                id: Set(Uuid::now_v7()),
                story_id: Set(id),
                ground: Set(*ground),
                note: Set(String::new()),
                placed_by: Set(AccountId::fresh()),
                placed_at: Set(Timestamp(0)),
                lifted_by: Set(None),
                lifted_at: Set((!open).then_some(Timestamp(1))),
                told_at: Set(None),
                lifted_why: Set(None),
            });
        }
        let mut answers = Vec::new();
        for (form, audience, yes, until, at) in &one.answers {
            let answer = Answer {
                id: Uuid::now_v7(),
                form: *form,
                audience: *audience,
                yes: *yes,
                until: until.map(Timestamp),
                at: Timestamp(*at),
            };
            answers.push(answer);
            consents.push(consent::table::ActiveModel {
                id: Set(answer.id),
                story_id: Set(id),
                form: Set(answer.form),
                audience: Set(answer.audience),
                answer: Set(answer.yes),
                until: Set(answer.until),
                wording: Set(String::new()),
                explained: Set(String::new()),
                present: Set(String::new()),
                asked_by: Set(AccountId::fresh()),
                at: Set(answer.at),
            });
        }
        let facts = Facts {
            id,
            participant: world.people[one.participant],
            project,
            project_open: one.participant % 3 != 2,
            sent: one.sent,
            released: one.released_cut == Some(2)
                && !one
                    .holds
                    .iter()
                    .any(|(ground, open)| *open && ground.is_decline()),
            released_until: one.released_until.map(Timestamp),
            withdrawn: one.withdrawn,
            held: one
                .holds
                .iter()
                .any(|(ground, open)| *open && !ground.is_decline()),
            answers,
        };
        kept.push((id, facts));
    }
    story::table::Entity::insert_many(stories)
        .exec_without_returning(tx.inner())
        .await
        .unwrap();
    if !consents.is_empty() {
        consent::table::Entity::insert_many(consents)
            .exec_without_returning(tx.inner())
            .await
            .unwrap();
    }
    if !holds.is_empty() {
        hold::table::Entity::insert_many(holds)
            .exec_without_returning(tx.inner())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    kept
}

async fn seen_in_sql(db: &Db, viewer: &Viewer, ids: &[StoryId], now: Timestamp) -> Vec<StoryId> {
    story::table::Entity::find()
        .select_only()
        .column(story::table::Column::Id)
        .filter(sql::visible(viewer, now))
        .filter(story::table::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db.read())
        .await
        .unwrap()
}

/// The facts as every reader of the vault gets them, from the rows.
async fn as_the_vault_reads(db: &Db, ids: &[StoryId]) -> HashMap<StoryId, Facts> {
    let rows = story::table::Entity::find()
        .filter(story::table::Column::Id.is_in(ids.iter().copied()))
        .all(db.read())
        .await
        .unwrap();
    story::facts_of(db.read(), &rows).await.unwrap()
}

fn same_on(
    databases: &Databases,
    runtime: &tokio::runtime::Runtime,
    index: usize,
    cases: u32,
    stories: usize,
) {
    let db = &databases.all[index];
    let world = runtime.block_on(world(db));
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    });
    let beside = Cell::new(0_u32);
    let result = runner.run(
        &(vec(made(), stories), viewer(stories), 0..8i64),
        |(made, who, now)| {
            let kept = runtime.block_on(keep(db, &world, &made));
            let ids: Vec<StoryId> = kept.iter().map(|(id, _)| *id).collect();
            let viewer = who.viewer(&world, &ids);
            beside.set(beside.get() + u32::from(viewer.beside().is_some()));
            let now = Timestamp(now);
            let in_sql = runtime.block_on(seen_in_sql(db, &viewer, &ids, now));
            let read = runtime.block_on(as_the_vault_reads(db, &ids));
            for (id, facts) in &kept {
                let forms = decide(&viewer, facts, now);
                let by_rule = forms.shows_something();
                if by_rule != in_sql.contains(id) {
                    return Err(TestCaseError::fail(format!(
                        "rule says {by_rule}: {viewer:?} at {now:?} of {facts:?}"
                    )));
                }
                // SQL says whether; which forms is said by the rule of what the vault reads.
                let found = decide(&viewer, &read[id], now);
                if found != forms {
                    return Err(TestCaseError::fail(format!(
                        "{found:?} instead of {forms:?}: {viewer:?} at {now:?} of {facts:?}, read as {:?}",
                        read[id]
                    )));
                }
            }
            Ok(())
        },
    );
    result.unwrap();
    assert!(beside.get() > 0, "nobody had a helper beside them");
}

#[test]
fn the_rule_and_its_sql_agree_on_ten_thousand_cases_on_sqlite_and_two_thousand_on_postgres() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let databases = runtime.block_on(Databases::open());
    same_on(&databases, &runtime, 0, 130, 80);
    same_on(&databases, &runtime, 1, 30, 80);
}

#[test]
fn every_table_is_in_the_census() {
    on_both(async |db| {
        let (table, column, schema) = match db.backend() {
            "SQLite" => ("sqlite_master", "name", None),
            _ => ("tables", "table_name", Some("information_schema")),
        };
        let mut query = Query::select();
        query.column(Alias::new(column));
        match schema {
            None => query
                .from(Alias::new(table))
                .and_where(Expr::col("type").eq("table")),
            Some(schema) => query
                .from((Alias::new(schema), Alias::new(table)))
                .and_where(Expr::col("table_schema").eq("public")),
        };
        let mut found: Vec<String> = db
            .read()
            .query_all(&query)
            .await
            .unwrap()
            .iter()
            .map(|row| row.try_get_by_index::<String>(0).unwrap())
            .filter(|name| !name.starts_with("sqlite_"))
            .collect();
        found.sort();
        let mut listed: Vec<String> = super::census::PROTECTED
            .iter()
            .chain(super::census::OPEN)
            .map(ToString::to_string)
            .collect();
        listed.sort();
        assert_eq!(
            found,
            listed,
            "a table that is not in the census, or the other way round, on {}",
            db.backend()
        );
    });
}
