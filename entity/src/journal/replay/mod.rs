//! Does again what an older database has forgotten, in order, and nothing twice.
//! Must never show more than was shown when the journal was written: in doubt a story waits for its teller.
mod people;
mod worries;

use std::collections::HashSet;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel as _, QueryFilter,
};

use super::line::Body;
use super::{Entry, Line, add, last_line};
use crate::place::Elsewhere;
use crate::{
    AccountId, Error, HoldGround, NoticeKind, ProjectId, Result, StoryId, Subject, Timestamp, Tx, age, audit,
    change, concern, consent, hold, notice, project, receipt, story,
};

/// What a replay did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Lines that the database did not have.
    pub lines: usize,
    /// Stories that are as they should be again.
    pub stories: HashSet<StoryId>,
    /// Stories that this database does not have; there is nothing of them to show.
    pub unknown: HashSet<StoryId>,
}

/// Takes the lines that the database does not have, and does what they say. The index is to be made anew:
/// the change log gets another name. Refused when the lines go on from something else than the database has.
pub async fn replay(tx: &Tx, lines: &[Line], now: Timestamp) -> Result<Replayed> {
    audit::in_turn(tx).await?;
    let last = last_line(tx.inner()).await?;
    let (mut number, mut hash) = last.map_or((-1, String::new()), |last| (last.number, last.hash));
    let mut done = Doing::default();
    for line in lines {
        if line.number <= number {
            continue;
        }
        if !line.follows(number, &hash) {
            return Err(Error::Journal(format!(
                "line {} does not go on from the database",
                line.number
            )));
        }
        let body = line
            .body()
            .map_err(|why| Error::Journal(format!("line {}: {why}", line.number)))?;
        done.does(tx, body).await?;
        (number, hash) = (line.number, line.hash.clone());
        add(tx, vec![line.clone()]).await?;
        done.replayed.lines += 1;
    }
    // What permitted something may be forgotten too: then the second yes of a child does not hold.
    for id in age::children(tx.inner(), now).await? {
        story::ready::settle_all(tx, id, now).await?;
    }
    for id in &done.replayed.stories {
        change::append(tx, Subject::Story, id.0, now).await?;
        audit::note(tx, None, "journal.replay", Some(id.0), "", now).await?;
    }
    if done.replayed.lines > 0 {
        change::rename_log(tx).await?;
        tx.note();
    }
    Ok(done.replayed)
}

#[derive(Default)]
struct Doing {
    replayed: Replayed,
    /// Stories whose words or files are older than what was released.
    raised: HashSet<StoryId>,
}

impl Doing {
    async fn does(&mut self, tx: &Tx, body: Body) -> Result<()> {
        let (at, by) = (body.at, body.by);
        let id = match body.entry {
            Entry::Begun { .. } => return Ok(()),
            Entry::Closed { project } => return close(tx, project, at).await,
            Entry::Worried { .. } | Entry::Triaged { .. } | Entry::WorryClosed { .. } => {
                return worries::does(tx, body).await;
            }
            Entry::Family { .. }
            | Entry::Linked { .. }
            | Entry::Parted { .. }
            | Entry::PermissionEnded { .. }
            | Entry::Assessed { .. }
            | Entry::Died { .. }
            | Entry::Alive { .. }
            | Entry::Wished { .. }
            | Entry::Child { .. }
            | Entry::CardCancelled { .. }
            | Entry::CardsCancelled { .. }
            | Entry::PasskeyEnded { .. }
            | Entry::AccountClosed { .. }
            | Entry::AccountReopened { .. } => return people::does(tx, body).await,
            Entry::Answered { story, .. }
            | Entry::NewCut { story, .. }
            | Entry::Released { story, .. }
            | Entry::Unreleased { story }
            | Entry::Withdrawn { story }
            | Entry::BroughtBack { story }
            | Entry::Held { story, .. }
            | Entry::Lifted { story, .. }
            | Entry::Told { story, .. } => story,
        };
        let Some(row) = story::table::Entity::find_by_id(id).one(tx.inner()).await? else {
            self.replayed.unknown.insert(id);
            return Ok(());
        };
        self.replayed.stories.insert(id);
        match body.entry {
            Entry::Answered { .. } => answer(tx, body, row.created_by).await,
            Entry::Held { .. } => place(tx, body, row.created_by).await,
            Entry::Lifted { declined, .. } => lift(tx, id, declined, by, at).await,
            Entry::NewCut { cut, .. } => self.new_cut(tx, row, cut).await,
            Entry::Released { cut, .. } => self.release(tx, row, cut, at).await,
            Entry::Withdrawn { .. } => withdraw(tx, row, at).await,
            Entry::BroughtBack { .. } => bring_back(tx, row, at).await,
            Entry::Unreleased { .. } => unreleased(tx, row).await,
            Entry::Told { safe, .. } => hold::tell(tx, id, safe, at).await.map(drop),
            _ => Ok(()),
        }
    }

    /// The cut that was made is not here, only the one before it: the teller looks at it first, whatever they
    /// said of the lost one. Its number is one that no page was made with.
    async fn new_cut(&mut self, tx: &Tx, row: story::table::Model, cut: i32) -> Result<()> {
        let next = cut.saturating_add(1);
        if (cut > row.cut || self.raised.contains(&row.id)) && next > row.cut {
            self.raised.insert(row.id);
            let mut changed = row.into_active_model();
            changed.cut = Set(next);
            changed.update(tx.inner()).await?;
        }
        Ok(())
    }

    async fn release(&self, tx: &Tx, row: story::table::Model, cut: i32, at: Timestamp) -> Result<()> {
        if row.cut != cut || row.sent_at.is_none() || self.raised.contains(&row.id) {
            return Ok(());
        }
        let mut changed = row.into_active_model();
        changed.released_at = Set(Some(at));
        changed.released_cut = Set(Some(cut));
        changed.update(tx.inner()).await?;
        Ok(())
    }
}

async fn unreleased(tx: &Tx, row: story::table::Model) -> Result<()> {
    let mut changed = row.into_active_model();
    changed.released_at = Set(None);
    changed.released_cut = Set(None);
    changed.released_until = Set(None);
    changed.update(tx.inner()).await?;
    Ok(())
}

/// The receipt names the places that this database knows of; those who put it there are told.
async fn withdraw(tx: &Tx, row: story::table::Model, at: Timestamp) -> Result<()> {
    if row.withdrawn_at.is_some() {
        return Ok(());
    }
    let (id, sent) = (row.id, row.sent_at.is_some());
    withdrawn(tx, row, Some(at)).await?;
    notice::over(tx, NoticeKind::LookNow, id.0, None, at).await?;
    if sent {
        receipt::write(tx, id, Elsewhere::UNASKED, at).await?;
    }
    concern::note_of_story(tx, id, concern::Step::TakenBack, at).await
}

async fn bring_back(tx: &Tx, row: story::table::Model, at: Timestamp) -> Result<()> {
    let id = row.id;
    withdrawn(tx, row, None).await?;
    receipt::undone(tx, id, at).await?;
    concern::note_of_story(tx, id, concern::Step::BroughtBack, at).await
}

async fn withdrawn(tx: &Tx, row: story::table::Model, at: Option<Timestamp>) -> Result<()> {
    let mut changed = row.into_active_model();
    changed.withdrawn_at = Set(at);
    changed.update(tx.inner()).await?;
    Ok(())
}

/// How it was explained and who was there are words of people: those went with the database.
async fn answer(tx: &Tx, body: Body, teller: AccountId) -> Result<()> {
    let Entry::Answered {
        story,
        id,
        form,
        audience,
        yes,
        until,
        wording,
        at,
    } = body.entry
    else {
        return Ok(());
    };
    let row = consent::table::Model {
        id,
        story_id: story,
        form,
        audience,
        answer: yes,
        until,
        wording,
        explained: String::new(),
        present: String::new(),
        asked_by: body.by.unwrap_or(teller),
        at,
    };
    consent::table::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([consent::table::Column::Id])
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

async fn place(tx: &Tx, body: Body, teller: AccountId) -> Result<()> {
    let Entry::Held { story, hold, ground } = body.entry else {
        return Ok(());
    };
    let row = hold::table::Model {
        id: hold,
        story_id: story,
        ground,
        note: String::new(),
        placed_by: body.by.unwrap_or(teller),
        placed_at: body.at,
        lifted_by: None,
        lifted_at: None,
        told_at: (ground != HoldGround::Safety).then_some(body.at),
        lifted_why: None,
    };
    hold::table::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([hold::table::Column::Id])
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

async fn lift(tx: &Tx, story: StoryId, declined: bool, by: Option<AccountId>, at: Timestamp) -> Result<()> {
    let grounds = if declined {
        HoldGround::FOR_DECLINING
    } else {
        HoldGround::FOR_SAFEGUARDING
    };
    hold::table::Entity::update_many()
        .col_expr(hold::table::Column::LiftedAt, Expr::val(at))
        .col_expr(hold::table::Column::LiftedBy, Expr::val(by))
        .filter(hold::table::Column::StoryId.eq(story))
        .filter(hold::table::Column::Ground.is_in(grounds.iter().copied()))
        .filter(hold::table::Column::LiftedAt.is_null())
        .exec(tx.inner())
        .await?;
    if let Some(lead) = by.filter(|_| !declined) {
        concern::lifted(tx, story, lead, "", at).await?;
    }
    notice::over(tx, NoticeKind::Stopped, story.0, None, at).await
}

async fn close(tx: &Tx, id: ProjectId, at: Timestamp) -> Result<()> {
    project::table::Entity::update_many()
        .col_expr(project::table::Column::ClosedAt, Expr::val(at))
        .filter(project::table::Column::Id.eq(id))
        .filter(project::table::Column::ClosedAt.is_null())
        .exec(tx.inner())
        .await?;
    change::append(tx, Subject::Project, id.0, at).await
}
