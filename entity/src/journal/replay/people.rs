//! What an older database has forgotten about people: families, permissions, capacity, cards and accounts.
//! Must never give back what was ended; who is not in this database is left out.
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel as _, QueryFilter};
use uuid::Uuid;

use super::{Body, Entry};
use crate::participant::table as person;
use crate::{
    AccountId, CapacityId, FamilyId, ParticipantId, Result, Subject, Timestamp, Tx, UNDER_18, account, audit,
    capacity, card, change, family as members, identity, participant as participants, permission, session,
    story, wish,
};

pub(super) async fn does(tx: &Tx, body: Body) -> Result<()> {
    let (by, at) = (body.by, body.at);
    let subject = match body.entry {
        Entry::Family { .. } => return answered(tx, body).await,
        Entry::Linked { participant, .. } => {
            linked(tx, body).await?;
            participant.0
        }
        Entry::Parted { participant } => {
            let there = person::Entity::find_by_id(participant).one(tx.inner()).await?;
            if let Some(family) = there.and_then(|there| there.family_id) {
                members::once::parted(tx, participant, family, at).await?;
            }
            members::kinship::Entity::delete_by_id(participant)
                .exec(tx.inner())
                .await?;
            set_family(tx, participant, None, at).await?;
            participant.0
        }
        Entry::Assessed {
            id: CapacityId(id), ..
        } => {
            assessed(tx, body).await?;
            id
        }
        Entry::PermissionEnded { permission } => {
            use permission::table::{Column, Entity};
            Entity::update_many()
                .col_expr(Column::EndedAt, Expr::val(at))
                .col_expr(Column::EndedBy, Expr::val(by))
                .filter(Column::Id.eq(permission))
                .filter(Column::EndedAt.is_null())
                .exec(tx.inner())
                .await?;
            permission.0
        }
        Entry::Died { participant, on } => {
            participants::set_died(tx, participant, Some(on)).await?;
            participant.0
        }
        Entry::Alive { participant } => {
            participants::set_died(tx, participant, None).await?;
            participant.0
        }
        Entry::Wished { participant, .. } => {
            wished(tx, body).await?;
            participant.0
        }
        Entry::Child { participant, until } => {
            participants::set_age_band(tx, participant, UNDER_18, at).await?;
            identity::table::Entity::update_many()
                .col_expr(identity::table::Column::GrownAt, Expr::val(until))
                .filter(identity::table::Column::ParticipantId.eq(participant))
                .exec(tx.inner())
                .await?;
            participant.0
        }
        Entry::CardCancelled { card } => {
            cancel(tx, card::table::Column::Id.eq(card), at).await?;
            card.0
        }
        Entry::CardsCancelled { participant } => {
            cancel(tx, card::table::Column::ParticipantId.eq(participant), at).await?;
            participant.0
        }
        Entry::AccountClosed { account } => open(tx, account, false, at).await?,
        Entry::AccountReopened { account } => open(tx, account, true, at).await?,
        _ => return Ok(()),
    };
    audit::note(tx, None, "journal.replay", Some(subject), "", at).await
}

async fn is_here(tx: &Tx, id: ParticipantId) -> Result<bool> {
    Ok(person::Entity::find_by_id(id).one(tx.inner()).await?.is_some())
}

async fn set_family(tx: &Tx, id: ParticipantId, family: Option<FamilyId>, at: Timestamp) -> Result<()> {
    person::Entity::update_many()
        .col_expr(person::Column::FamilyId, Expr::val(family))
        .filter(person::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    change::append(tx, Subject::Participant, id.0, at).await
}

async fn linked(tx: &Tx, body: Body) -> Result<()> {
    let Entry::Linked {
        family,
        participant,
        relation,
        service,
        since,
    } = body.entry
    else {
        return Ok(());
    };
    let here = is_here(tx, participant).await?;
    let Some(by) = body.by.filter(|_| here) else {
        return Ok(());
    };
    let row = members::table::Model {
        id: family,
        created_by: by,
        created_at: body.at,
    };
    members::table::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([members::table::Column::Id])
        .exec_without_returning(tx.inner())
        .await?;
    members::kinship::Entity::delete_by_id(participant)
        .exec(tx.inner())
        .await?;
    let kin = members::kinship::Model {
        participant_id: participant,
        family_id: family,
        relation,
        service,
        linked_by: by,
        linked_at: since,
    };
    members::kinship::Entity::insert(kin.into_active_model())
        .exec_without_returning(tx.inner())
        .await?;
    set_family(tx, participant, Some(family), body.at).await
}

/// Somebody whom the older database has in no family, or in another, needs no answer about this one.
async fn answered(tx: &Tx, body: Body) -> Result<()> {
    let Entry::Family {
        id,
        family,
        participant,
        audience,
        yes,
        wording,
        at,
    } = body.entry
    else {
        return Ok(());
    };
    let kin = members::kinship::Entity::find_by_id(participant)
        .one(tx.inner())
        .await?;
    let Some(by) = body.by.filter(|_| kin.is_some_and(|kin| kin.family_id == family)) else {
        return Ok(());
    };
    let row = members::consent::Model {
        id,
        family_id: family,
        participant_id: participant,
        audience,
        answer: yes,
        wording,
        explained: String::new(),
        present: String::new(),
        asked_by: by,
        at,
    };
    members::consent::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([members::consent::Column::Id])
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// What made somebody doubt and who looked are words of people: those went with the database.
async fn assessed(tx: &Tx, body: Body) -> Result<()> {
    let Entry::Assessed {
        id,
        participant,
        story,
        matter,
        help,
        able: [understand, retain, weigh, communicate],
        outcome,
        at,
        review_at,
    } = body.entry
    else {
        return Ok(());
    };
    let known = match story {
        Some(story) => story::table::Entity::find_by_id(story)
            .one(tx.inner())
            .await?
            .is_some(),
        None => is_here(tx, participant).await?,
    };
    let Some(by) = body.by.filter(|_| known) else {
        return Ok(());
    };
    let help: Vec<&str> = help.iter().map(|help| help.as_str()).collect();
    let row = capacity::table::Model {
        id,
        participant_id: participant,
        story_id: story,
        matter,
        doubt: String::new(),
        help: help.join(","),
        help_words: String::new(),
        understand,
        retain,
        weigh,
        communicate,
        outcome,
        assessed_by: String::new(),
        recorded_by: by,
        at,
        review_at,
    };
    capacity::table::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([capacity::table::Column::Id])
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// Whom to ask is a name: that went with the database.
async fn wished(tx: &Tx, body: Body) -> Result<()> {
    let Entry::Wished {
        id,
        participant,
        kind,
        at,
    } = body.entry
    else {
        return Ok(());
    };
    let here = is_here(tx, participant).await?;
    let Some(said_by) = body.by.filter(|_| here) else {
        return Ok(());
    };
    let row = wish::table::Model {
        id,
        participant_id: participant,
        wish: kind,
        ask_name: String::new(),
        said_by,
        at,
    };
    wish::table::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([wish::table::Column::Id])
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// The sessions that a card made end with it.
async fn cancel(tx: &Tx, which: sea_orm::sea_query::SimpleExpr, at: Timestamp) -> Result<()> {
    use card::table::{Column, Entity};
    let cards = Entity::find()
        .filter(which.and(Column::CreatedAt.lte(at)))
        .filter(Column::CancelledAt.is_null())
        .all(tx.inner())
        .await?;
    for card in cards {
        Entity::update_many()
            .col_expr(Column::CancelledAt, Expr::val(at))
            .filter(Column::Id.eq(card.id))
            .exec(tx.inner())
            .await?;
        for account in account::that_reach(tx, card.participant_id).await? {
            session::end_all(tx, account, at).await?;
        }
    }
    Ok(())
}

async fn open(tx: &Tx, id: AccountId, active: bool, at: Timestamp) -> Result<Uuid> {
    let there = account::table::Entity::find_by_id(id).one(tx.inner()).await?;
    match there {
        Some(_) if active => account::set_active(tx, id, true).await?,
        Some(_) => account::shut(tx, id, at).await?,
        None => {}
    }
    Ok(id.0)
}
