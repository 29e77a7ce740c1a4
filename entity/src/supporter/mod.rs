//! A helper acts with the person present: both are named, how they help and in whose words, at one story,
//! for half an hour. Must never open another story, nor last longer, whatever is pressed.
pub(crate) mod table;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::story::{self, NewStory, capture};
use crate::viewer::Signed;
use crate::{
    AccountId, Beside, Db, Error, HelperHow, ParticipantId, Result, Role, SessionId, StoryId, StoryKind,
    Timestamp, Tx, Viewer, WhoseWords, account, audit, capacity, hold, participant, session,
};

/// How long it lasts from its start, in milliseconds: half an hour.
pub const LASTS: i64 = 30 * 60 * 1000;

/// What is begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// A story that is there: sent, or begun by the person themselves.
    There(StoryId),
    /// A new one, by the word of its form, so that two presses make one.
    New(StoryKind, String),
}

/// A helper who begins to help.
#[derive(Clone, Debug)]
pub struct NewHelp<'a> {
    /// The person who is helped, and is present.
    pub participant: ParticipantId,
    /// With which story.
    pub which: Which,
    /// The helper's name.
    pub helper_name: String,
    /// Who they are to the person.
    pub relation: String,
    /// How they help.
    pub how: HelperHow,
    /// In whose words.
    pub whose_words: WhoseWords,
    /// SHA-256 of the token of the new session.
    pub token_hash: &'a str,
    /// The session of the member of staff on this device: it ends.
    pub before: Option<SessionId>,
}

/// What was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The one story that is open.
    pub story: StoryId,
    /// The moment it closes by itself.
    pub ends_at: Timestamp,
}

/// A story of the person's that a helper may help with; a draft of their own has no title here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The story.
    pub id: StoryId,
    /// What it is.
    pub kind: StoryKind,
    /// Its title, when it was sent and the viewer may see it.
    pub title: Option<String>,
    /// When it was begun.
    pub begun_at: Timestamp,
}

/// Begins half an hour with a helper: a session of the person's own account at one story. The session of
/// the member of staff who begins it ends with this. For the capture team.
pub async fn start(tx: &Tx, viewer: &Viewer, new: NewHelp<'_>, now: Timestamp) -> Result<Begun> {
    participant::of_team(tx, viewer, new.participant).await?;
    // A death that is written down meanwhile waits, or is seen; so does a story that is taken back.
    participant::hold_still(tx, new.participant).await?;
    participant::living(tx, new.participant).await?;
    let by = viewer.account().ok_or(Error::NotFound)?;
    let teller = account::of_participant(tx, new.participant, now).await?;
    let mut help = (new.helper_name.clone(), new.how.label().to_owned());
    if !new.relation.is_empty() {
        help.0 = format!("{}, {}", new.helper_name, new.relation);
    }
    help.1 = format!("{}. {}", help.1, new.whose_words.label());
    let story = match new.which {
        Which::There(id) => {
            let row = story::locked_row(tx, id).await?;
            let held = hold::table::Entity::find()
                .filter(hold::table::Column::StoryId.eq(id))
                .filter(hold::table::Column::LiftedAt.is_null())
                .one(tx.inner())
                .await?;
            let open = held.is_none() && (row.sent_at.is_some() || row.created_by == teller);
            if row.participant_id != new.participant || row.withdrawn_at.is_some() || !open {
                return Err(Error::NotFound);
            }
            if row.sent_at.is_some() {
                story::seen_row(tx, viewer, id, now).await?;
            }
            add_helper(tx, id, &help).await?;
            id
        }
        Which::New(kind, nonce) => {
            let person = teller_viewer(teller, new.participant);
            let new = NewStory {
                kind,
                participant: new.participant,
                title: String::new(),
                words: String::new(),
                place: String::new(),
                told_at: now,
                feeling: None,
                nonce,
                how_told: "With a helper".to_owned(),
                helper_name: help.0,
                helper_how: help.1,
                started_at: now,
            };
            story::start(tx, &person, new, now).await?
        }
    };
    if let Some(before) = new.before {
        session::end(tx, before, now).await?;
    }
    let ends_at = now.plus(LASTS);
    let session = session::start(tx, new.token_hash, teller, ends_at, "with a helper", now).await?;
    table::Entity::insert(table::ActiveModel {
        session_id: Set(session),
        participant_id: Set(new.participant),
        story_id: Set(story),
        helper_name: Set(new.helper_name),
        relation: Set(new.relation),
        how: Set(new.how),
        whose_words: Set(new.whose_words),
        started_by: Set(by),
        started_at: Set(now),
        ends_at: Set(ends_at),
    })
    .exec_without_returning(tx.inner())
    .await?;
    let why = format!("{} {}", new.how, new.whose_words);
    audit::note(tx, Some(by), "supporter.start", Some(story.0), &why, now).await?;
    Ok(Begun { story, ends_at })
}

/// Adds who helps now to what is recorded of the capture; who helped before stays.
async fn add_helper(tx: &Tx, id: StoryId, help: &(String, String)) -> Result<()> {
    let row = capture::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    let with = |before: &str, now: &str| match before {
        "" => now.to_owned(),
        before if before.contains(now) => before.to_owned(),
        before => format!("{before}; {now}"),
    };
    let (name, how) = (with(&row.helper_name, &help.0), with(&row.helper_how, &help.1));
    let mut changed = row.into_active_model();
    changed.helper_name = Set(name);
    changed.helper_how = Set(how);
    changed.update(tx.inner()).await?;
    Ok(())
}

fn teller_viewer(account: AccountId, participant: ParticipantId) -> Viewer {
    Viewer::Account(Signed {
        account,
        role: Role::Storyteller,
        name: String::new(),
        participant: Some(participant),
        projects: Vec::new(),
    })
}

/// The stories that a helper may help somebody with, the newest first: those that were sent, by their
/// titles where the viewer sees them, and what the person has begun, without a word of it.
pub async fn choices(
    db: &Db,
    viewer: &Viewer,
    participant: ParticipantId,
    now: Timestamp,
) -> Result<Vec<Choice>> {
    use sea_orm::QueryOrder as _;
    use story::table::{Column, Entity};
    capacity::of_team(db, viewer, participant).await?;
    let account = account::table::Entity::find()
        .filter(account::table::Column::ParticipantId.eq(participant))
        .one(db.read())
        .await?
        .map(|row| row.id);
    let rows = Entity::find()
        .filter(Column::ParticipantId.eq(participant))
        .filter(Column::WithdrawnAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .all(db.read())
        .await?;
    let ids: Vec<StoryId> = rows.iter().map(|row| row.id).collect();
    let seen = story::list(db, viewer, &ids, now).await?;
    let stopped = hold::grounds(db.read(), &ids).await?;
    Ok(rows
        .into_iter()
        .filter(|row| !stopped.iter().any(|(id, _)| *id == row.id))
        .filter_map(|row| {
            let shown = seen.iter().find(|story| story.id == row.id);
            let own = row.sent_at.is_none() && Some(row.created_by) == account;
            (own || shown.is_some()).then(|| Choice {
                id: row.id,
                kind: row.kind,
                title: shown.map(|story| story.title.clone()),
                begun_at: row.created_at,
            })
        })
        .collect())
}

/// Puts the helper beside the viewer of a session, when it is one with a helper.
pub(crate) async fn beside(db: &Db, session: SessionId, viewer: Viewer) -> Result<Viewer> {
    let row = table::Entity::find_by_id(session).one(db.read()).await?;
    Ok(match (viewer, row) {
        (Viewer::Account(signed), Some(row)) => Viewer::Beside(
            signed,
            Beside {
                story: row.story_id,
                helper: row.helper_name,
                how: row.how,
                ends_at: row.ends_at,
            },
        ),
        (viewer, _) => viewer,
    })
}

/// Whether the token is of half an hour that is over: then who of the staff began it, by name.
pub async fn over(db: &Db, token_hash: &str, now: Timestamp) -> Result<Option<String>> {
    let ended = session::table::Entity::find()
        .filter(session::table::Column::TokenHash.eq(token_hash))
        .filter(session::table::Column::RevokedAt.is_null())
        .filter(session::table::Column::ExpiresAt.lte(now))
        .one(db.read())
        .await?;
    let Some(ended) = ended else { return Ok(None) };
    let Some(row) = table::Entity::find_by_id(ended.id).one(db.read()).await? else {
        return Ok(None);
    };
    let starter = account::table::Entity::find_by_id(row.started_by)
        .one(db.read())
        .await?;
    Ok(starter.map(|starter| starter.name))
}
