//! What happens in somebody's life that is a reason to ask again: they moved, they are 18, a day to ask
//! again comes, they died. Written down by the capture team; of a death what was wished is done at once.
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{live_yeses, raise, table};
use crate::consent::{self, Asked, Choice};
use crate::journal::{self, Entry};
use crate::place::Elsewhere;
use crate::{
    AskCause, Audience, Error, ParticipantId, Result, StoryId, Timestamp, Tx, UNDER_18, Viewer, WishKind,
    audit, card, notice, participant, permission, story, wish,
};

/// How the audit calls it that a death was written down.
pub(super) const DIED: &str = "participant.died";
/// How the log of consent says why it answers no after a death.
pub(super) const FAMILY_FIRST: &str = "Nobody was asked. The person died, and the family is asked first.";

/// Somebody moved: their new place, and they are asked again.
pub async fn moved(tx: &Tx, viewer: &Viewer, id: ParticipantId, place: &str, now: Timestamp) -> Result<()> {
    still_living(tx, viewer, id).await?;
    participant::set_place(tx, id, place, now).await?;
    raise(tx, id, AskCause::Moved, viewer.account(), now, now).await
}

/// Somebody is to be asked again on a day.
pub async fn review(
    tx: &Tx,
    viewer: &Viewer,
    id: ParticipantId,
    due: Timestamp,
    now: Timestamp,
) -> Result<()> {
    still_living(tx, viewer, id).await?;
    if due <= now {
        return Err(Error::Refused("Pick a day that is still to come."));
    }
    raise(tx, id, AskCause::Review, viewer.account(), due, now).await
}

/// Somebody whose day of birth is not written down is 18. Answers the stories that came out until they
/// decided for themselves.
pub async fn grown(tx: &Tx, viewer: &Viewer, id: ParticipantId, now: Timestamp) -> Result<Vec<StoryId>> {
    let person = still_living(tx, viewer, id).await?;
    if person.age_band != UNDER_18 {
        return Err(Error::Conflict("They are written down as 18 or older already."));
    }
    permission::grown(tx, id, viewer.account(), now).await
}

/// Somebody died. What they wished is done at once: their stories stay as they are, or are all taken back. When
/// they wished that somebody is asked, or said nothing, nobody beyond the team sees a story until the
/// family was asked. Answers the stories that came out.
pub async fn died(
    tx: &Tx,
    viewer: &Viewer,
    id: ParticipantId,
    died_at: Timestamp,
    now: Timestamp,
) -> Result<Vec<StoryId>> {
    let stories = story::hold_all_of(tx, id).await?;
    still_living(tx, viewer, id).await?;
    if died_at > now {
        return Err(Error::Refused("Enter a day that is over."));
    }
    participant::set_died(tx, id, Some(died_at)).await?;
    let died = Entry::Died {
        participant: id,
        on: died_at,
    };
    journal::note(tx, viewer.account(), &[died], now).await?;
    card::cancel_all(tx, id, now).await?;
    let wished = wish::newest(tx.inner(), id).await?.map(|wish| wish.kind);
    let why = wished.map_or("nothing said", WishKind::as_str);
    audit::note(tx, viewer.account(), DIED, Some(id.0), why, now).await?;
    match wished {
        Some(WishKind::Keep) => Ok(Vec::new()),
        Some(WishKind::TakeBack) => take_all_back(tx, viewer, stories, now).await,
        Some(WishKind::Ask) | None => {
            let out = only_the_team(tx, viewer, stories, now).await?;
            raise(tx, id, AskCause::Died, viewer.account(), now, now).await?;
            Ok(out)
        }
    }
}

/// The family of somebody who died wishes every story to be taken back. Answers the stories that came out.
pub async fn family_takes_back(
    tx: &Tx,
    viewer: &Viewer,
    id: ParticipantId,
    now: Timestamp,
) -> Result<Vec<StoryId>> {
    let stories = story::hold_all_of(tx, id).await?;
    let person = participant::of_team(tx, viewer, id).await?;
    if person.died_at.is_none() {
        return Err(Error::NotFound);
    }
    let by = viewer.account();
    audit::note(tx, by, "participant.family", Some(id.0), "take_back", now).await?;
    notice::over(tx, crate::NoticeKind::AskAgain, id.0, None, now).await?;
    close_died(tx, id, now).await?;
    take_all_back(tx, viewer, stories, now).await
}

pub(super) async fn close_died(tx: &Tx, id: ParticipantId, now: Timestamp) -> Result<()> {
    table::Entity::update_many()
        .col_expr(table::Column::ClosedAt, sea_orm::sea_query::Expr::val(now))
        .filter(table::Column::ParticipantId.eq(id))
        .filter(table::Column::ClosedAt.is_null())
        .exec(tx.inner())
        .await?;
    Ok(())
}

async fn still_living(tx: &Tx, viewer: &Viewer, id: ParticipantId) -> Result<participant::Participant> {
    let person = participant::of_team(tx, viewer, id).await?;
    if person.died_at.is_some() {
        return Err(Error::Conflict("Their death is written down already."));
    }
    Ok(person)
}

async fn take_all_back(
    tx: &Tx,
    viewer: &Viewer,
    stories: Vec<story::table::Model>,
    now: Timestamp,
) -> Result<Vec<StoryId>> {
    let mut out = Vec::new();
    for row in stories.into_iter().filter(|row| row.withdrawn_at.is_none()) {
        out.push(row.id);
        story::withdraw_row(tx, viewer, row, Elsewhere::UNASKED, now).await?;
    }
    Ok(out)
}

/// Answers no for everybody but the team, in the log.
async fn only_the_team(
    tx: &Tx,
    viewer: &Viewer,
    mut rows: Vec<story::table::Model>,
    now: Timestamp,
) -> Result<Vec<StoryId>> {
    let asked = Asked {
        wording: consent::WORDING.to_owned(),
        explained: FAMILY_FIRST.to_owned(),
        present: String::new(),
    };
    rows.retain(|row| row.withdrawn_at.is_none());
    let facts = story::facts_of(tx.inner(), &rows).await?;
    let mut out = Vec::new();
    for row in rows {
        let Some(facts) = facts.get(&row.id) else { continue };
        let choices: Vec<Choice> = live_yeses(facts, now)
            .into_iter()
            .filter(|(_, audience, _)| *audience != Audience::Team)
            .map(|(form, audience, _)| Choice {
                form,
                audience,
                yes: false,
                until: None,
            })
            .collect();
        if !choices.is_empty() {
            consent::record(tx, viewer, row.id, &choices, &asked, now).await?;
            out.push(row.id);
        }
    }
    Ok(out)
}
