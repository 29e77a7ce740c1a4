//! What each member answers about standing beside their family: for one audience at a time, only added to,
//! the newest counts. Given by the member, or written down by the capture team with the member present.
//! Must never take one member's answer for another's.
use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel as _, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{consent, kinship, locked};
use crate::consent::Asked;
use crate::journal::{self, Entry};
use crate::participant::table as person;
use crate::{
    Audience, Db, Error, FamilyId, ParticipantId, Result, Timestamp, Tx, Viewer, audit, participant,
};

/// The version of the words shown when this is asked. Change it with the words.
pub const WORDING: &str = "2026-11";

/// Who it is asked for. No page shows a family to everyone, so that is not asked.
pub const AUDIENCES: [Audience; 4] = [
    Audience::Team,
    Audience::Planners,
    Audience::Staff,
    Audience::Leaders,
];

/// What a teller answered about their own family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// For whom their stories may stand beside the others'.
    pub yes: Vec<Audience>,
    /// They were asked, whatever they said.
    pub asked: bool,
}

/// The viewer's own answers; `None` when they are in no family.
pub async fn own(db: &Db, viewer: &Viewer) -> Result<Option<Own>> {
    let id = viewer.participant().ok_or(Error::NotFound)?;
    let kin = kinship::Entity::find_by_id(id).one(db.read()).await?;
    let Some(kin) = kin else { return Ok(None) };
    let mut live = live(db, kin.family_id, std::slice::from_ref(&kin)).await?;
    let live = live.remove(&id).unwrap_or_default();
    Ok(Some(Own {
        yes: said_yes(&live),
        asked: !live.is_empty(),
    }))
}

/// Records a yes for these of [`AUDIENCES`] and a no for the rest. Not found when the person is in no family.
pub async fn record(
    tx: &Tx,
    viewer: &Viewer,
    id: ParticipantId,
    yes: &[Audience],
    asked: &Asked,
    now: Timestamp,
) -> Result<()> {
    let account = viewer.account().ok_or(Error::NotFound)?;
    if viewer.participant() != Some(id) {
        participant::of_team(tx, viewer, id).await?;
    }
    let family = locked(tx, id).await?.family_id.ok_or(Error::NotFound)?;
    if !yes.is_empty() {
        participant::living(tx, id).await?;
    }
    if asked.wording != WORDING {
        return Err(Error::Conflict(
            "The words about families have changed. Please read them again.",
        ));
    }
    // The order of the answers is the order of the commits, whatever the clock does.
    let newest = consent::Entity::find()
        .filter(consent::Column::ParticipantId.eq(id))
        .order_by_desc(consent::Column::At)
        .one(tx.inner())
        .await?;
    let kin = kinship::Entity::find_by_id(id).one(tx.inner()).await?;
    let since = kin.map_or(now, |kin| now.max(kin.linked_at));
    let at = newest.map_or(since, |newest| since.max(newest.at.plus(1)));
    let rows = AUDIENCES.map(|audience| consent::Model {
        id: Uuid::now_v7(),
        family_id: family,
        participant_id: id,
        audience,
        answer: yes.contains(&audience),
        wording: asked.wording.clone(),
        explained: asked.explained.clone(),
        present: asked.present.clone(),
        asked_by: account,
        at,
    });
    let entries = rows.clone().map(Entry::from);
    consent::Entity::insert_many(rows.map(consent::Model::into_active_model))
        .exec_without_returning(tx.inner())
        .await?;
    journal::note(tx, Some(account), &entries, now).await?;
    // How it was explained may be in the person's words: those stay out of the audit.
    audit::note(tx, Some(account), "family.answer", Some(id.0), "", now).await
}

/// The live answers of members, given since they were linked.
pub(super) async fn live(
    db: &Db,
    family: FamilyId,
    kin: &[kinship::Model],
) -> Result<HashMap<ParticipantId, Vec<(Audience, bool)>>> {
    let rows = consent::Entity::find()
        .filter(consent::Column::FamilyId.eq(family))
        .filter(consent::Column::ParticipantId.is_in(kin.iter().map(|kin| kin.participant_id)))
        .order_by_asc(consent::Column::At)
        .order_by_asc(consent::Column::Id)
        .all(db.read())
        .await?;
    let since: HashMap<ParticipantId, Timestamp> = kin
        .iter()
        .map(|kin| (kin.participant_id, kin.linked_at))
        .collect();
    let mut live: HashMap<ParticipantId, Vec<(Audience, bool)>> = HashMap::new();
    for row in rows {
        if since.get(&row.participant_id).is_none_or(|since| row.at < *since) {
            continue;
        }
        let answers = live.entry(row.participant_id).or_default();
        answers.retain(|(audience, _)| *audience != row.audience);
        answers.push((row.audience, row.answer));
    }
    Ok(live)
}

/// Whether a member's stories may stand in the line for this viewer.
pub(super) fn willing(viewer: &Viewer, member: &person::Model, live: &[(Audience, bool)]) -> bool {
    let mut audiences = viewer.audiences();
    if viewer.is_on(member.project_id) {
        audiences.push(Audience::Team);
    }
    live.iter()
        .any(|(audience, yes)| *yes && audiences.contains(audience))
}

pub(super) fn said_yes(live: &[(Audience, bool)]) -> Vec<Audience> {
    AUDIENCES
        .into_iter()
        .filter(|audience| live.contains(&(*audience, true)))
        .collect()
}
