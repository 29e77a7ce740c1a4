//! What the rule costs, for `make bench` only (feature `measure`): a large made-up council, the list of
//! its stories as the rule gives it, and the same list with no rule at all. Must never be built into the program.
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait as _, EntityTrait, QueryFilter as _, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::story::{self, Sight, table};
use crate::{
    AccountId, Audience, Db, Form, ParticipantId, ProjectId, ProjectKind, Result, Role, Signed, StoryId,
    StoryKind, Timestamp, Viewer, account, consent, participant, project,
};

/// Stories that are written in one go.
const BATCH: u32 = 500;
/// Storytellers: each has told this many stories.
const STORIES_EACH: u32 = 20;

/// Fills an empty database: of five stories three are for planners until they say stop, one's yes has ended
/// and one's was taken back by a later no.
pub async fn fill(db: &Db, stories: u32, now: Timestamp) -> Result<()> {
    let project = ProjectId::fresh();
    let tx = db.begin().await?;
    let by = account::add_staff(&tx, None, "measure@example.org", "Measure", Role::Researcher, now).await?;
    let row = project::table::ActiveModel {
        id: Set(project),
        name: Set("Measured".into()),
        kind: Set(ProjectKind::Engagement),
        about: Set(String::new()),
        lawful_basis: Set(String::new()),
        special_condition: Set(String::new()),
        retention_months: Set(12),
        approval_reference: Set(None),
        opened_by: Set(by),
        opened_at: Set(now),
        closed_at: Set(None),
    };
    project::table::Entity::insert(row)
        .exec_without_returning(tx.inner())
        .await?;
    tx.commit().await?;
    let mut teller = ParticipantId::fresh();
    for batch in 0..stories.div_ceil(BATCH) {
        let (mut people, mut told, mut answers) = (Vec::new(), Vec::new(), Vec::new());
        for number in batch * BATCH..((batch + 1) * BATCH).min(stories) {
            if number % STORIES_EACH == 0 {
                teller = ParticipantId::fresh();
                people.push(participant::table::ActiveModel {
                    died_at: Set(None),
                    id: Set(teller),
                    project_id: Set(project),
                    pseudonym: Set(format!("Wren {number}")),
                    group_name: Set("Carers".into()),
                    age_band: Set("25 to 44".into()),
                    place: Set("Hillside".into()),
                    family_id: Set(None),
                    created_at: Set(now),
                });
            }
            let at = now.plus(-i64::from(number) * 60_000);
            let id = StoryId::fresh();
            told.push(table::ActiveModel {
                cut_at: Set(at),
                id: Set(id),
                kind: Set(StoryKind::LifeStory),
                participant_id: Set(teller),
                project_id: Set(project),
                title: Set(format!("Story {number}")),
                words: Set("The bus was late again and nobody told us. ".repeat(8)),
                feeling: Set(Some(3)),
                place: Set("Hillside".into()),
                told_at: Set(at),
                created_by: Set(by),
                nonce: Set(Some(number.to_string())),
                created_at: Set(at),
                changed_at: Set(at),
                cut: Set(1),
                sent_at: Set(Some(at)),
                released_at: Set(Some(at)),
                released_cut: Set(Some(1)),
                released_until: Set(None),
                withdrawn_at: Set(None),
                purged_at: Set(None),
                words_agreed_at: Set(None),
            });
            answers.extend(given(id, number, by, at));
        }
        let tx = db.begin().await?;
        if !people.is_empty() {
            participant::table::Entity::insert_many(people)
                .exec_without_returning(tx.inner())
                .await?;
        }
        table::Entity::insert_many(told)
            .exec_without_returning(tx.inner())
            .await?;
        // Eleven columns a row: SQLite takes some 32,000 values in a statement.
        let mut answers = answers.into_iter().peekable();
        while answers.peek().is_some() {
            consent::table::Entity::insert_many(answers.by_ref().take(2_000))
                .exec_without_returning(tx.inner())
                .await?;
        }
        tx.commit().await?;
    }
    if db.backend() == "PostgreSQL" {
        // What its autovacuum does by itself within a minute of such a load.
        db.read().execute_unprepared("ANALYZE").await?;
    }
    Ok(())
}

/// The consent log of one story: words and voice for the team and for planners, and what came after.
fn given(id: StoryId, number: u32, by: AccountId, at: Timestamp) -> Vec<consent::table::ActiveModel> {
    let answer = |form, audience, yes, until, at| consent::table::ActiveModel {
        id: Set(Uuid::now_v7()),
        story_id: Set(id),
        form: Set(form),
        audience: Set(audience),
        answer: Set(yes),
        until: Set(until),
        wording: Set(String::new()),
        explained: Set(String::new()),
        present: Set(String::new()),
        asked_by: Set(by),
        at: Set(at),
    };
    let ended = (number % 5 == 1).then(|| at.plus(1));
    let mut log = Vec::new();
    for form in [Form::Words, Form::Voice] {
        log.push(answer(form, Audience::Team, true, None, at));
        log.push(answer(form, Audience::Planners, true, ended, at));
        if number % 5 == 2 {
            log.push(answer(form, Audience::Planners, false, None, at.plus(1)));
        }
    }
    log
}

/// Somebody who plans services.
pub fn planner() -> Viewer {
    Viewer::Account(Signed {
        account: AccountId::fresh(),
        name: String::new(),
        role: Role::Commissioner,
        participant: None,
        projects: Vec::new(),
    })
}

/// A page of the newest stories, as the rule gives them.
pub async fn by_rule(db: &Db, viewer: &Viewer, page: u64, now: Timestamp) -> Result<usize> {
    let ids = story::ids(db, viewer, &story::Filter::default(), page, now).await?;
    Ok(ids.len())
}

/// The same page with no rule.
pub async fn without_rule(db: &Db, page: u64) -> Result<usize> {
    Ok(newest(db, page).await?.len())
}

/// A page of the newest stories as people read it, each cut to its forms.
pub async fn shown_by_rule(db: &Db, viewer: &Viewer, page: u64, now: Timestamp) -> Result<usize> {
    let ids = story::ids(db, viewer, &story::Filter::default(), page, now).await?;
    Ok(story::list(db, viewer, &ids, now).await?.len())
}

/// The same page with no rule, each story whole.
pub async fn shown_without_rule(db: &Db, page: u64) -> Result<usize> {
    let ids = newest(db, page).await?;
    let rows = table::Entity::find()
        .filter(table::Column::Id.is_in(ids))
        .all(db.read())
        .await?;
    Ok(story::show(db, rows, |_| Sight::own()).await?.len())
}

async fn newest(db: &Db, page: u64) -> Result<Vec<StoryId>> {
    Ok(table::Entity::find()
        .select_only()
        .column(table::Column::Id)
        .order_by_desc(table::Column::ToldAt)
        .order_by_desc(table::Column::Id)
        .limit(page)
        .into_tuple()
        .all(db.read())
        .await?)
}
