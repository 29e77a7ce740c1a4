//! Families, each linked by somebody of the teams that know its members, and what every member answered.
use anyhow::Context as _;
use entity::consent::Asked;
use entity::family::{self, Kin, WORDING};
use entity::{Db, Timestamp};

use super::file::{CouncilFile, FamilyLine};
use super::people::People;

pub(super) async fn load(db: &Db, file: &CouncilFile, people: &People, now: Timestamp) -> anyhow::Result<()> {
    for line in &file.families {
        link(db, line, people, now.plus_days(-line.asked_days_ago)).await?;
    }
    Ok(())
}

async fn link(db: &Db, line: &FamilyLine, people: &People, at: Timestamp) -> anyhow::Result<()> {
    let mut kin = Vec::new();
    for member in &line.members {
        kin.push(Kin {
            participant: people.teller(&member.participant)?.0,
            relation: member.relation,
            service: member.service,
        });
    }
    let team = people.team_of(line.members.iter().map(|member| member.participant.as_str()))?;
    let (first, others) = kin.split_first().context("a family of nobody")?;
    let tx = db.begin().await?;
    for other in others {
        family::link(&tx, team, *first, *other, at).await?;
    }
    for (member, kin) in line.members.iter().zip(&kin) {
        let asked = Asked {
            wording: WORDING.to_owned(),
            explained: "read together".to_owned(),
            present: String::new(),
        };
        family::record(&tx, team, kin.participant, &member.yes, &asked, at.plus(1)).await?;
    }
    tx.commit().await?;
    Ok(())
}
