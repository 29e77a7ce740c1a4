//! Scoped reads: stories as a viewer may see them now, cut to the forms they get.
use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::names::{Sight, of_people};
use super::shown::Shown;
use super::table;
use crate::placing::{self, Placed};
use crate::policy::{Facts, decide, sql};
use crate::transcript::{self, Cue};
use crate::{
    Audience, Db, Error, Forms, HoldGround, ParticipantId, ProjectId, Result, StoryId, StoryKind, Timestamp,
    Tx, Viewer, asset, consent, hold, participant, project,
};

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this project.
    pub project: Option<ProjectId>,
    /// Only of this participant.
    pub participant: Option<ParticipantId>,
}

/// A story, or not found: missing and not allowed are never told apart.
pub async fn open(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Shown> {
    list(db, viewer, &[id], now)
        .await?
        .into_iter()
        .next()
        .ok_or(Error::NotFound)
}

/// Those of the stories that the viewer may see, in the order asked for.
pub async fn list(db: &Db, viewer: &Viewer, wanted: &[StoryId], now: Timestamp) -> Result<Vec<Shown>> {
    listed(db, viewer, wanted, now, |_, sight| sight).await
}

async fn listed(
    db: &Db,
    viewer: &Viewer,
    wanted: &[StoryId],
    now: Timestamp,
    cut: impl Fn(&Facts, Sight) -> Sight,
) -> Result<Vec<Shown>> {
    let rows = table::Entity::find()
        .filter(sql::visible(viewer, now))
        .filter(table::Column::Id.is_in(wanted.iter().copied()))
        .all(db.read())
        .await?;
    let mut shown: HashMap<StoryId, Shown> =
        show(db, rows, |facts| cut(facts, Sight::of(viewer, facts, now)))
            .await?
            .into_iter()
            .map(|story| (story.id, story))
            .collect();
    Ok(wanted.iter().filter_map(|id| shown.remove(id)).collect())
}

/// The same without any names, for lists where nobody needs them.
pub async fn unnamed(db: &Db, viewer: &Viewer, wanted: &[StoryId], now: Timestamp) -> Result<Vec<Shown>> {
    let unnamed = |facts: &Facts, sight: Sight| {
        let forms = Forms {
            name: false,
            ..sight.forms
        };
        Sight::cut(facts, forms)
    };
    listed(db, viewer, wanted, now, unnamed).await
}

/// The newest stories that the viewer may see, at most `limit`.
pub async fn ids(
    db: &Db,
    viewer: &Viewer,
    filter: &Filter,
    limit: u64,
    now: Timestamp,
) -> Result<Vec<StoryId>> {
    let rows: Vec<StoryId> = newest(viewer, filter, limit, now)
        .into_tuple()
        .all(db.read())
        .await?;
    Ok(rows)
}

/// The one statement of [`ids`]; a test reads its plan.
pub(crate) fn newest(viewer: &Viewer, filter: &Filter, limit: u64, now: Timestamp) -> Select<table::Entity> {
    let mut narrowed = Condition::all().add(sql::visible(viewer, now));
    if let Some(project) = filter.project {
        narrowed = narrowed.add(table::Column::ProjectId.eq(project));
    }
    if let Some(participant) = filter.participant {
        narrowed = narrowed.add(table::Column::ParticipantId.eq(participant));
    }
    table::Entity::find()
        .select_only()
        .column(table::Column::Id)
        .filter(narrowed)
        .order_by_desc(table::Column::ToldAt)
        .order_by_desc(table::Column::Id)
        .limit(limit)
}

/// A story of the viewer's own as an audience would get it once released.
pub async fn preview(
    db: &Db,
    viewer: &Viewer,
    id: StoryId,
    audience: Audience,
    now: Timestamp,
) -> Result<Option<Shown>> {
    let row = visible_row(db, viewer, id, now).await?;
    if viewer.participant() != Some(row.participant_id) {
        return Err(Error::NotFound);
    }
    let shown = show(db, vec![row], |facts| {
        Sight::cut(facts, facts.forms_for(audience, now))
    })
    .await?;
    Ok(shown
        .into_iter()
        .next()
        .filter(|story| story.forms.shows_something()))
}

/// Those of the stories that an audience gets, in the forms it gets them. Somebody outside that
/// audience, who puts stories together for it, sees of each only what they may see themselves. A film without
/// its words, where only the words are theirs, is nothing yet.
pub async fn showing(
    db: &Db,
    viewer: &Viewer,
    wanted: &[StoryId],
    audience: Audience,
    now: Timestamp,
) -> Result<Vec<Shown>> {
    let rows = rows_of(db.read(), wanted).await?;
    let belongs = viewer.audiences().contains(&audience);
    let shown = show(db, rows, |facts| {
        let forms = facts.shown_to(audience, now);
        let forms = if belongs {
            forms
        } else {
            forms.both(decide(viewer, facts, now))
        };
        Sight::cut(facts, forms)
    })
    .await?;
    let mut by_id: HashMap<StoryId, Shown> = shown
        .into_iter()
        .filter(|story| story.forms.shows_something() && story.has_something())
        .map(|story| (story.id, story))
        .collect();
    Ok(wanted.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// A story as an audience gets it: for its teller as it would be once released, for everybody else as
/// [`showing`] cuts it.
pub async fn seen_as(
    db: &Db,
    viewer: &Viewer,
    id: StoryId,
    audience: Audience,
    now: Timestamp,
) -> Result<Shown> {
    let seen = match preview(db, viewer, id, audience, now).await {
        Err(Error::NotFound) => showing(db, viewer, &[id], audience, now).await?.pop(),
        own => own?,
    };
    seen.ok_or(Error::NotFound)
}

pub(super) async fn rows_of<C: ConnectionTrait>(
    connection: &C,
    wanted: &[StoryId],
) -> Result<Vec<table::Model>> {
    Ok(table::Entity::find()
        .filter(table::Column::Id.is_in(wanted.iter().copied()))
        .all(connection)
        .await?)
}

/// The row of a story that the viewer may see.
pub(crate) async fn visible_row(
    db: &Db,
    viewer: &Viewer,
    id: StoryId,
    now: Timestamp,
) -> Result<table::Model> {
    let row = table::Entity::find_by_id(id)
        .filter(sql::visible(viewer, now))
        .one(db.read())
        .await?;
    row.ok_or(Error::NotFound)
}

/// The row of a story, for writers that check for themselves who may.
pub(crate) async fn row(tx: &Tx, id: StoryId) -> Result<table::Model> {
    table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)
}

/// The row of a story that the viewer may see now or has begun for somebody, for writers.
pub(crate) async fn seen_row(tx: &Tx, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<table::Model> {
    let seen = table::Entity::find_by_id(id)
        .filter(sql::visible(viewer, now))
        .one(tx.inner())
        .await?;
    if let Some(seen) = seen {
        return Ok(seen);
    }
    let row = row(tx, id).await?;
    let begun = viewer.account() == Some(row.created_by) && viewer.is_on(row.project_id);
    let held = hold::is_held(tx, id).await?;
    if begun && row.sent_at.is_none() && row.withdrawn_at.is_none() && !held {
        Ok(row)
    } else {
        Err(Error::NotFound)
    }
}

/// The row of a story that the viewer may see, or could if it were neither held nor taken back: for a worry
/// that arrives after another one, or after its teller changed their mind. Gives away nothing of which it is.
pub(crate) async fn once_seen_row(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    now: Timestamp,
) -> Result<table::Model> {
    match seen_row(tx, viewer, id, now).await {
        Err(Error::NotFound) => {}
        seen => return seen,
    }
    let row = row(tx, id).await?;
    let facts = facts_of(tx.inner(), std::slice::from_ref(&row)).await?;
    let open = facts.get(&id).map(|facts| Facts {
        held: false,
        withdrawn: false,
        ..facts.clone()
    });
    let begun = viewer.account() == Some(row.created_by) && viewer.is_on(row.project_id);
    let once = begun || open.is_some_and(|open| decide(viewer, &open, now).shows_something());
    if once { Ok(row) } else { Err(Error::NotFound) }
}

/// What the rule looks at, for one story.
pub(crate) async fn facts(db: &Db, id: StoryId) -> Result<Facts> {
    let row = table::Entity::find_by_id(id)
        .one(db.read())
        .await?
        .ok_or(Error::NotFound)?;
    let mut found = facts_of(db.read(), std::slice::from_ref(&row)).await?;
    found.remove(&id).ok_or(Error::NotFound)
}

pub(crate) async fn facts_of<C: ConnectionTrait>(
    connection: &C,
    rows: &[table::Model],
) -> Result<HashMap<StoryId, Facts>> {
    let ids: Vec<StoryId> = rows.iter().map(|row| row.id).collect();
    let mut answers = consent::answers(connection, &ids).await?;
    let stopped = hold::grounds(connection, &ids).await?;
    let (declined, held): (Vec<_>, Vec<_>) = stopped.iter().partition(|(_, ground)| ground.is_decline());
    let is_in = |holds: &[&(StoryId, HoldGround)], id| holds.iter().any(|(story, _)| *story == id);
    let open: Vec<ProjectId> = project::table::Entity::find()
        .select_only()
        .column(project::table::Column::Id)
        .filter(project::table::Column::ClosedAt.is_null())
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows
        .iter()
        .map(|row| {
            let facts = Facts {
                id: row.id,
                participant: row.participant_id,
                project: row.project_id,
                project_open: open.contains(&row.project_id),
                sent: row.sent_at.is_some(),
                released: row.has_second_yes() && !is_in(&declined, row.id),
                released_until: row.released_until,
                withdrawn: row.withdrawn_at.is_some(),
                held: is_in(&held, row.id),
                answers: answers.remove(&row.id).unwrap_or_default(),
            };
            (row.id, facts)
        })
        .collect())
}

pub(super) async fn people<C: ConnectionTrait>(
    connection: &C,
    rows: &[table::Model],
) -> Result<HashMap<ParticipantId, participant::table::Model>> {
    let found = participant::table::Entity::find()
        .filter(participant::table::Column::Id.is_in(rows.iter().map(|row| row.participant_id)))
        .all(connection)
        .await?;
    Ok(found.into_iter().map(|row| (row.id, row)).collect())
}

/// The title where the words are not shown: an interview is with its teller, by the capture team.
fn untitled(kind: StoryKind, teller: &str) -> String {
    let between = if kind == StoryKind::Interview {
        "with"
    } else {
        "from"
    };
    format!("{} {between} {teller}", kind.label())
}

/// Cuts rows to what `sight` gives for each story's facts.
pub(crate) async fn show(
    db: &Db,
    rows: Vec<table::Model>,
    sight: impl Fn(&Facts) -> Sight,
) -> Result<Vec<Shown>> {
    let ids: Vec<StoryId> = rows.iter().map(|row| row.id).collect();
    let facts = facts_of(db.read(), &rows).await?;
    let people = people(db.read(), &rows).await?;
    let names = of_people(db.read(), &people).await?;
    let mut assets = asset::of_stories(db, &ids).await?;
    let mut cues = transcript::of_stories(db, &ids).await?;
    let mut placed = placing::of_stories(db.read(), &ids).await?;
    let mut shown = Vec::new();
    for row in rows {
        let (Some(facts), Some(person), Some(names)) = (
            facts.get(&row.id),
            people.get(&row.participant_id),
            names.get(&row.participant_id),
        ) else {
            continue;
        };
        let sight = sight(facts);
        let forms = sight.forms;
        let ((teller, called), mask) = (names.teller(sight), names.mask(sight));
        let files = assets.remove(&row.id).unwrap_or_default();
        let title = if forms.words {
            mask.apply(&row.title).text
        } else {
            untitled(row.kind, teller)
        };
        let cues = cues.remove(&row.id).filter(|_| forms.words).unwrap_or_default();
        let mut placed = placed.remove(&row.id).filter(|_| forms.words).unwrap_or_default();
        let mut allowed = asset::allowed(&files, forms);
        for placed in &mut placed {
            placed.take(&mut allowed);
        }
        shown.push(Shown {
            title,
            placed: placed
                .into_iter()
                .map(|placed| Placed {
                    label: mask.apply(&placed.label).text,
                    words: mask.apply(&placed.words).text,
                    ..placed
                })
                .collect(),
            words: forms.words.then(|| mask.apply(&row.words).text),
            cues: cues
                .into_iter()
                .map(|cue| Cue {
                    words: mask.apply(&cue.words).text,
                    ..cue
                })
                .collect(),
            media: asset::progress_of(&files),
            assets: allowed,
            id: row.id,
            kind: row.kind,
            participant: row.participant_id,
            project: row.project_id,
            forms,
            teller: teller.to_owned(),
            called,
            group: person.group_name.clone(),
            age_band: person.age_band.clone(),
            place: mask.apply(row.place_for(person, forms.words)).text,
            told_at: row.told_at,
            feeling: row.feeling,
            cut: row.cut,
        });
    }
    Ok(shown)
}
