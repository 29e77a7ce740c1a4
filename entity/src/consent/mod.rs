//! Consent: an append-only log of what was asked, how it was explained, who was there and what
//! was answered. Writing an answer never changes an older one; the newest is the live one.
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel as _, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::policy::{self, Answer};
use crate::{
    AccountId, Audience, Db, Error, Form, NoticeKind, Result, StoryId, Subject, Timestamp, Tx, Viewer, audit,
    capacity, change,
    journal::{self, Entry},
    notice, participant, story,
};

/// The version of the words shown when consent is asked. Change it with the words.
pub const WORDING: &str = "2026-11";

/// One answer to record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What may be shown.
    pub form: Form,
    /// To whom.
    pub audience: Audience,
    /// Yes or no.
    pub yes: bool,
    /// The end of a yes; `None` is "until I say stop".
    pub until: Option<Timestamp>,
}

/// How it was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The version of the words that were shown. Others than today's are refused: ask again.
    pub wording: String,
    /// How it was explained ("pictures on the phone", "read aloud at home").
    pub explained: String,
    /// Who else was there.
    pub present: String,
}

/// What was recorded of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// A sent story is shown more widely by it, and waits for its teller's look again.
    pub wider: bool,
    /// Yeses that a live record of capacity forbids (MCA 2005 s3, s4): these were left out.
    pub forbidden: Vec<(Form, Audience)>,
}

/// Records answers for a story as [`record`] does; of a form with a yes that a record of capacity forbids, all
/// the others: a no holds whatever stands beside it.
pub async fn record_what_may(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    choices: &[Choice],
    asked: &Asked,
    now: Timestamp,
) -> Result<Recorded> {
    // A record of capacity that is written meanwhile waits, or is seen.
    let person = story::row(tx, id).await?.participant_id;
    participant::hold_still(tx, person).await?;
    let row = story::locked_row(tx, id).await?;
    let teller = viewer.participant() == Some(row.participant_id) && viewer.reaches(id);
    if !teller && !viewer.is_on(row.project_id) {
        return Err(Error::NotFound);
    }
    let account = viewer.account().ok_or(Error::NotFound)?;
    if choices.iter().any(|choice| choice.yes) {
        participant::living(tx, person).await?;
    }
    if asked.wording != WORDING {
        return Err(Error::Conflict(
            "The words about who can see a story have changed. Please read them again.",
        ));
    }
    let capacity::Sieved { kept, forbidden } =
        capacity::sieve(tx, row.participant_id, id, choices, now).await?;
    let choices = kept.as_slice();
    let before = answers(tx.inner(), &[id]).await?.remove(&id).unwrap_or_default();
    let wider = row.sent_at.is_some()
        && choices.iter().any(|choice| {
            let lasts = choice.yes && choice.until.is_none_or(|until| until > now);
            lasts && !policy::allows(&before, choice.form, choice.audience, now)
        });
    let mut asked = asked.clone();
    if let Some(beside) = viewer.beside().filter(|_| asked.present.is_empty()) {
        asked.present.clone_from(&beside.helper);
    }
    append(tx, id, choices, &asked, account, now).await?;
    if wider {
        story::touch(tx, row, true, now).await?;
    } else {
        change::append(tx, Subject::Story, id.0, now).await?;
        story::ready::settle(tx, row, now).await?;
    }
    notice::over(tx, NoticeKind::EndsSoon, id.0, None, now).await?;
    // How it was explained may be in the participant's words: those stay out of the audit.
    let why = viewer.with_whom();
    audit::note(tx, Some(account), "consent.record", Some(id.0), why, now).await?;
    Ok(Recorded { wider, forbidden })
}

/// Records answers for a story: by its teller, or by the capture team with the teller present.
/// Of two that record at once both stay in the log, and who commits later is the newer. A sent story that
/// is shown more widely by this waits for its teller's look again: `true`. Narrower answers hold at once.
/// Refused is a yes after their death, and one to what a live record of capacity says the person cannot decide
/// (MCA 2005 s3, s4).
pub async fn record(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    choices: &[Choice],
    asked: &Asked,
    now: Timestamp,
) -> Result<bool> {
    let recorded = record_what_may(tx, viewer, id, choices, asked, now).await?;
    if recorded.forbidden.is_empty() {
        Ok(recorded.wider)
    } else {
        Err(capacity::refusal(viewer))
    }
}

/// Adds answers to the log of a story that is locked, and to the journal; the order of the answers is the
/// order of the commits, whatever the clock does. Whoever calls has checked who may, and notes the change.
pub(crate) async fn append(
    tx: &Tx,
    id: StoryId,
    choices: &[Choice],
    asked: &Asked,
    by: AccountId,
    now: Timestamp,
) -> Result<()> {
    let newest = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .order_by_desc(table::Column::At)
        .one(tx.inner())
        .await?;
    let at = newest.map_or(now, |newest| now.max(newest.at.plus(1)));
    let rows: Vec<table::Model> = choices
        .iter()
        .map(|choice| table::Model {
            id: Uuid::now_v7(),
            story_id: id,
            form: choice.form,
            audience: choice.audience,
            answer: choice.yes,
            until: choice.until,
            wording: asked.wording.clone(),
            explained: asked.explained.clone(),
            present: asked.present.clone(),
            asked_by: by,
            at,
        })
        .collect();
    let entries: Vec<Entry> = rows.iter().map(Entry::from).collect();
    if !rows.is_empty() {
        let rows = rows.into_iter().map(table::Model::into_active_model);
        table::Entity::insert_many(rows)
            .exec_without_returning(tx.inner())
            .await?;
    }
    journal::note(tx, Some(by), &entries, now).await
}

/// The consent log of several stories, as the rule reads it.
pub(crate) async fn answers<C>(connection: &C, stories: &[StoryId]) -> Result<HashMap<StoryId, Vec<Answer>>>
where
    C: sea_orm::ConnectionTrait,
{
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.is_in(stories.iter().copied()))
        .order_by_asc(table::Column::At)
        .all(connection)
        .await?;
    let mut found: HashMap<StoryId, Vec<Answer>> = HashMap::new();
    for row in rows {
        found.entry(row.story_id).or_default().push(Answer {
            id: row.id,
            form: row.form,
            audience: row.audience,
            yes: row.answer,
            until: row.until,
            at: row.at,
        });
    }
    Ok(found)
}

/// One line of the grid that a teller or the capture team reads: the live answers of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Live {
    /// What may be shown.
    pub form: Form,
    /// To whom.
    pub audience: Audience,
    /// Yes, and not ended.
    pub yes: bool,
    /// The end of the yes.
    pub until: Option<Timestamp>,
}

/// The live answers of a story, every form and audience in order. For its teller and capture team.
pub async fn grid(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Vec<Live>> {
    let facts = story::facts(db, id).await?;
    if viewer.participant() != Some(facts.participant) && !viewer.is_on(facts.project) {
        return Err(Error::NotFound);
    }
    let mut grid = Vec::new();
    for audience in Audience::ALL {
        for form in Form::ALL {
            let until = facts.live(*form, *audience).and_then(|answer| answer.until);
            let yes = facts.allows(*form, *audience, now);
            grid.push(Live {
                form: *form,
                audience: *audience,
                yes,
                until,
            });
        }
    }
    Ok(grid)
}
