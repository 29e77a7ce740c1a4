//! What an older database has forgotten about worries: that there is one, and what the lead answered.
//! What was seen or heard is gone with the database; must never leave a worry without a lead who is told.
use sea_orm::{EntityTrait, IntoActiveModel as _};

use super::{Body, Entry};
use crate::concern::{self, New};
use crate::participant::table as person;
use crate::{ConcernId, NoticeKind, Result, Role, Timestamp, Tx, account, audit, notice, story};

pub(super) async fn does(tx: &Tx, body: Body) -> Result<()> {
    let (id, new) = match body.entry {
        Entry::Triaged {
            concern,
            needs,
            risk,
            unable,
        } => (concern, New::Triage { needs, risk, unable }),
        Entry::WorryClosed { concern, outcome } => {
            over(tx, concern, body.at).await?;
            let words = String::new();
            (concern, New::Closed { outcome, words })
        }
        _ => return worried(tx, body).await,
    };
    let there = concern::table::Entity::find_by_id(id).one(tx.inner()).await?;
    if there.is_none() {
        return Ok(());
    }
    concern::append(tx, id, body.by, &new, body.at).await
}

async fn over(tx: &Tx, id: ConcernId, at: Timestamp) -> Result<()> {
    notice::over(tx, NoticeKind::Worry, id.0, None, at).await?;
    notice::over(tx, NoticeKind::WorryLate, id.0, None, at).await
}

/// Its clock goes on from when it was raised. About a story that is not here it is about the person alone.
async fn worried(tx: &Tx, body: Body) -> Result<()> {
    let Entry::Worried {
        concern,
        participant,
        story,
        by_teller,
        words_of,
        hurt,
    } = body.entry
    else {
        return Ok(());
    };
    let person = person::Entity::find_by_id(participant).one(tx.inner()).await?;
    let Some(by) = body.by.filter(|_| person.is_some()) else {
        return Ok(());
    };
    let story = match story {
        Some(id) => story::table::Entity::find_by_id(id).one(tx.inner()).await?,
        None => None,
    };
    let story = story.map(|story| story.id);
    let row = concern::table::Model {
        id: concern,
        story_id: story,
        participant_id: participant,
        raised_by: by,
        by_teller,
        words_of,
        hurt,
        note: String::new(),
        at: body.at,
    };
    concern::table::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([concern::table::Column::Id])
        .exec_without_returning(tx.inner())
        .await?;
    for lead in account::of_role(tx, Role::Safeguarding).await? {
        notice::tell(tx, lead, NoticeKind::Worry, concern.0, story, body.at).await?;
    }
    audit::note(tx, None, "journal.replay", Some(concern.0), "", body.at).await
}
