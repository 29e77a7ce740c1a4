//! What a record of capacity does to the log of consent, in the transaction that writes it or answers it.
//! Must never change an answer: it adds a "no", or keeps a "yes" out.
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _};

use super::{covers, rows, table};
use crate::consent::{self, Asked, Choice, WORDING};
use crate::policy::{self, Answer};
use crate::{
    AccountId, Audience, CapacityMatter, CapacityOutcome, Error, Form, NoticeKind, ParticipantId, Result,
    StoryId, Timestamp, Tx, Viewer, best_interests, notice, story,
};

/// How the log says who put a "no" there.
const BY_RECORD: &str = "A record of capacity";

/// The decisions that a story's person lacks capacity for, by the newest record of each that is about it.
fn lacked(rows: &[table::Model], story: StoryId) -> Vec<CapacityMatter> {
    let newest = |matter: CapacityMatter| {
        rows.iter()
            .filter(|row| row.matter == matter && row.is_about(story))
            .max_by_key(|row| (row.at, row.id))
    };
    CapacityMatter::ALL
        .iter()
        .copied()
        .filter(|matter| newest(*matter).is_some_and(|row| row.outcome == CapacityOutcome::Lacks))
        .collect()
}

/// Answers, parted by what the records of capacity say.
#[derive(Default)]
pub(crate) struct Sieved {
    /// They may be written down now.
    pub kept: Vec<Choice>,
    /// Yeses that a live record forbids.
    pub forbidden: Vec<(Form, Audience)>,
}

/// What to say of a yes that is forbidden.
pub(crate) fn refusal(viewer: &Viewer) -> Error {
    Error::Refused(if viewer.participant().is_some() {
        "We want to talk with you about this first. Pick fewer people for now."
    } else {
        "A record says that they cannot decide this now. Untick it, or record a best-interests decision"
    })
}

/// Parts answers: a yes that a live record forbids from all others. One that only says again what a
/// best-interests decision gave is left to that decision.
pub(crate) async fn sieve(
    tx: &Tx,
    participant: ParticipantId,
    id: StoryId,
    choices: &[Choice],
    now: Timestamp,
) -> Result<Sieved> {
    let mut sieved = Sieved::default();
    let lacked = lacked(&rows(tx.inner(), &[participant]).await?, id);
    if lacked.is_empty() {
        sieved.kept = choices.to_vec();
        return Ok(sieved);
    }
    let given = best_interests::given(tx, id, now).await?;
    for choice in choices {
        let (form, audience) = (choice.form, choice.audience);
        if !choice.yes || !lacked.iter().any(|matter| covers(*matter, form, audience)) {
            sieved.kept.push(*choice);
        } else if !given.contains(&(form, audience)) {
            sieved.forbidden.push((form, audience));
        }
    }
    Ok(sieved)
}

/// The stories that a record is about, each locked; a story of somebody else is not found.
pub(crate) async fn stories(
    tx: &Tx,
    participant: ParticipantId,
    only: Option<StoryId>,
) -> Result<Vec<story::table::Model>> {
    use story::table::{Column, Entity};
    let mut found = Entity::find().filter(Column::ParticipantId.eq(participant));
    if let Some(only) = only {
        found = found.filter(Column::Id.eq(only));
    }
    let found = found
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(tx.inner())
        .await?;
    if only.is_some() && found.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(found)
}

/// Makes the log of consent say what the record says.
pub(crate) async fn apply(
    tx: &Tx,
    by: AccountId,
    row: &table::Model,
    stories: Vec<story::table::Model>,
    now: Timestamp,
) -> Result<()> {
    let ids: Vec<StoryId> = stories.iter().map(|story| story.id).collect();
    let mut answers = consent::answers(tx.inner(), &ids).await?;
    let records = rows(tx.inner(), &[row.participant_id]).await?;
    let can = row.outcome == CapacityOutcome::CanDecide;
    if can {
        let decisions = best_interests::rows(tx.inner(), &[row.participant_id]).await?;
        for own in decisions.iter().filter(|own| own.matter == row.matter) {
            if row.story_id.is_none() || row.story_id == own.story_id {
                notice::over(tx, NoticeKind::Review, own.id.0, None, now).await?;
            }
        }
    }
    for story in stories {
        // What was decided for them under another decision, which they still lack capacity for, stays.
        let others = lacked(&records, story.id);
        let stays = |form, audience| can && others.iter().any(|matter| covers(*matter, form, audience));
        let given = best_interests::given(tx, story.id, now).await?;
        let before = answers.remove(&story.id).unwrap_or_default();
        let ends = |form: Form, audience: Audience| {
            let decided_for = given.contains(&(form, audience));
            covers(row.matter, form, audience)
                && says_yes(&before, form, audience)
                && decided_for == can
                && !stays(form, audience)
        };
        let mut noes = Vec::new();
        for audience in Audience::ALL {
            for form in Form::ALL {
                if ends(*form, *audience) {
                    noes.push(no(*form, *audience));
                }
            }
        }
        if noes.is_empty() {
            continue;
        }
        consent::append(tx, story.id, &noes, &asked(), by, now).await?;
        story::touch(tx, story, !can, now).await?;
    }
    Ok(())
}

/// The live answer is a yes, ended or not: an end that is moved later is no way around.
fn says_yes(answers: &[Answer], form: Form, audience: Audience) -> bool {
    policy::allows(answers, form, audience, Timestamp(i64::MIN))
}

pub(crate) fn no(form: Form, audience: Audience) -> Choice {
    Choice {
        form,
        audience,
        yes: false,
        until: None,
    }
}

fn asked() -> Asked {
    Asked {
        wording: WORDING.to_owned(),
        explained: BY_RECORD.to_owned(),
        present: String::new(),
    }
}
