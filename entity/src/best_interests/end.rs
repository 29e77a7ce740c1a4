//! A council shows a voice or a face only with the person's own yes again: what decisions gave of them ends, the
//! log keeps it, and the people are asked again. Must never give anything.
use std::collections::BTreeSet;

use super::{given, is_live, parted, rows};
use crate::consent::{self, Asked, Choice};
use crate::policy::Facts;
use crate::story::{self, ready};
use crate::{
    AccountId, AskCause, Form, NoticeKind, ParticipantId, Result, StoryId, Timestamp, Tx, asking, capacity,
    notice,
};

/// How the log says why there is a "no".
const BY_COUNCIL: &str = "The council shows a voice or a face only with the person's own yes";

fn is_known_by(form: Form) -> bool {
    matches!(form, Form::Voice | Form::Face)
}

/// Ends every yes to a voice or a face that a decision gave. Answers the stories it was given of.
pub(crate) async fn end_voices_and_faces(
    tx: &Tx,
    by: Option<AccountId>,
    now: Timestamp,
) -> Result<Vec<StoryId>> {
    use super::table::Entity;
    use sea_orm::EntityTrait as _;
    let decisions = Entity::find().all(tx.inner()).await?;
    // Each once and in one order: two who do this at once wait for each other and not both for ever.
    let people: BTreeSet<ParticipantId> = decisions
        .iter()
        .filter(|row| parted::<Form>(&row.forms).into_iter().any(is_known_by))
        .map(|row| row.participant_id)
        .collect();
    let mut stories = Vec::new();
    for id in &people {
        stories.push((*id, story::hold_all_of(tx, *id).await?));
    }
    let mut ended = Vec::new();
    for (id, stories) in stories {
        let of_person = of_stories(tx, by, stories, now).await?;
        if !of_person.is_empty() {
            ask(tx, by, id, now).await?;
        }
        ended.extend(of_person);
    }
    Ok(ended)
}

async fn of_stories(
    tx: &Tx,
    by: Option<AccountId>,
    stories: Vec<story::table::Model>,
    now: Timestamp,
) -> Result<Vec<StoryId>> {
    let mut ended = Vec::new();
    for row in stories {
        let mut noes: Vec<Choice> = given(tx, row.id, now)
            .await?
            .into_iter()
            .filter(|(form, _)| is_known_by(*form))
            .map(|(form, audience)| capacity::no(form, audience))
            .collect();
        if noes.is_empty() {
            continue;
        }
        noes.sort_by_key(|no| (no.audience.as_str(), no.form.as_str()));
        let asked = Asked {
            wording: consent::WORDING.to_owned(),
            explained: BY_COUNCIL.to_owned(),
            present: String::new(),
        };
        ended.push(row.id);
        consent::append(tx, row.id, &noes, &asked, by.unwrap_or(row.created_by), now).await?;
        story::touch(tx, row.clone(), false, now).await?;
        ready::settle(tx, row, now).await?;
    }
    Ok(ended)
}

/// The team looks at the decision again; the person is asked about what is still shown beyond the team.
async fn ask(tx: &Tx, by: Option<AccountId>, id: ParticipantId, now: Timestamp) -> Result<()> {
    let all = rows(tx.inner(), &[id]).await?;
    let records = capacity::rows(tx.inner(), &[id]).await?;
    for row in all.iter().filter(|row| is_live(row, &all, &records)) {
        if parted::<Form>(&row.forms).into_iter().any(is_known_by) {
            for member in asking::team(tx, id).await? {
                notice::tell(tx, member, NoticeKind::Review, row.id.0, row.story_id, now).await?;
            }
        }
    }
    let stories = story::hold_all_of(tx, id).await?;
    let facts = story::facts_of(tx.inner(), &stories).await?;
    let shows = |facts: &Facts| !facts.withdrawn && !ready::beyond_the_team(facts, now).is_empty();
    if facts.values().any(shows) {
        // After the noes that were just written: they are no answer of the person's.
        let answers = facts.values().flat_map(|facts| &facts.answers);
        let after = answers
            .map(|answer| answer.at)
            .max()
            .map_or(now, |last| now.max(last.plus(1)));
        asking::raise(tx, id, AskCause::Review, by, after, after).await?;
    }
    Ok(())
}
