//! A death that was written down and was not so: what followed from it is made as it was. Must never answer what
//! the person did not answer themselves, nor touch what was answered or taken back since.
use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::event::{DIED, FAMILY_FIRST, close_died};
use crate::consent::table as log;
use crate::consent::{self, Asked, Choice};
use crate::journal::{self, Entry};
use crate::{
    Audience, Error, Form, NoticeKind, ParticipantId, Result, StillAlive, StoryId, Subject, Timestamp, Tx,
    Viewer, audit, change, notice, participant, story,
};

/// Somebody whose death is written down is alive. The noes that it brought are answered as the person had
/// answered before, and the stories that it took back are brought back, unless they were purged. Cards stay
/// cancelled: they need a new one. Answers the stories that are shown again. For the capture team.
pub async fn alive(
    tx: &Tx,
    viewer: &Viewer,
    id: ParticipantId,
    why: StillAlive,
    now: Timestamp,
) -> Result<Vec<StoryId>> {
    let stories = story::hold_all_of(tx, id).await?;
    let person = participant::of_team(tx, viewer, id).await?;
    if person.died_at.is_none() {
        return Err(Error::Conflict("No death is written down for them."));
    }
    let pressed = pressed(tx, id).await?;
    participant::set_died(tx, id, None).await?;
    journal::note(tx, viewer.account(), &[Entry::Alive { participant: id }], now).await?;
    let by = viewer.account();
    audit::note(tx, by, "participant.alive", Some(id.0), why.as_str(), now).await?;
    notice::over(tx, NoticeKind::AskAgain, id.0, None, now).await?;
    close_died(tx, id, now).await?;
    let mut back = Vec::new();
    for row in stories {
        let story = row.id;
        let taken = row.withdrawn_at.is_some() && row.withdrawn_at == pressed;
        if taken && row.purged_at.is_none() {
            story::bring_back_row(tx, viewer, row, now).await?;
            back.push(story);
        } else if answer_as_before(tx, viewer, story, now).await? {
            back.push(story);
        }
    }
    Ok(back)
}

/// When the death was written down.
async fn pressed(tx: &Tx, id: ParticipantId) -> Result<Option<Timestamp>> {
    let line = audit::table::Entity::find()
        .filter(audit::table::Column::SubjectId.eq(id.0))
        .filter(audit::table::Column::What.eq(DIED))
        .order_by_desc(audit::table::Column::Id)
        .one(tx.inner())
        .await?;
    Ok(line.map(|line| line.at))
}

/// Whether something of the story was answered again as it was before the death.
async fn answer_as_before(tx: &Tx, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<bool> {
    let by = viewer.account().ok_or(Error::NotFound)?;
    let rows = log::Entity::find()
        .filter(log::Column::StoryId.eq(id))
        .order_by_asc(log::Column::At)
        .order_by_asc(log::Column::Id)
        .all(tx.inner())
        .await?;
    // By the words they were asked with: who decided for somebody is known by these.
    let mut again: BTreeMap<String, Vec<Choice>> = BTreeMap::new();
    for audience in Audience::ALL {
        for form in Form::ALL {
            if let Some((wording, choice)) = before(&rows, *form, *audience, now) {
                again.entry(wording).or_default().push(choice);
            }
        }
    }
    let any = !again.is_empty();
    for (wording, choices) in again {
        let asked = Asked {
            wording,
            explained: "Nobody was asked. The death was not so, and what they had answered holds.".to_owned(),
            present: String::new(),
        };
        consent::append(tx, id, &choices, &asked, by, now).await?;
    }
    if any {
        change::append(tx, Subject::Story, id.0, now).await?;
    }
    Ok(any)
}

/// The yes that stood before the no of the death, while that no is still the newest answer.
fn before(rows: &[log::Model], form: Form, audience: Audience, now: Timestamp) -> Option<(String, Choice)> {
    let mut answers = rows
        .iter()
        .rev()
        .filter(|row| row.form == form && row.audience == audience);
    answers.next().filter(|newest| newest.explained == FAMILY_FIRST)?;
    let own = answers.find(|row| row.explained != FAMILY_FIRST)?;
    let lasts = own.answer && own.until.is_none_or(|until| until > now);
    lasts.then(|| {
        let choice = Choice {
            form,
            audience,
            yes: true,
            until: own.until,
        };
        (own.wording.clone(), choice)
    })
}
