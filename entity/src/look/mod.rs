//! Who looked: each reading of a story by anybody but its teller is a line of the audit, so that the chain covers
//! it. A [`Look`] is made only of what the rule has already shown, so a refused reading is never one. A page is
//! noted each time it is opened; a film, sound or picture, which comes in many ranges, once for each account and
//! hour. Must never tell a teller the name of who looked, nor the minute.
mod log;
mod seen;

pub use log::{About, Entry, log};
pub use seen::{Seen, seen};

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::asset::Served;
use crate::audit::{self, table::Column};
use crate::story::Shown;
use crate::{
    AssetId, AssetKind, Db, FamilyId, ParticipantId, Result, ShowcaseId, StoryId, Timestamp, Tx, Viewer,
};

/// Milliseconds in an hour: how long one line stands for the bytes of a file.
const HOUR: i64 = 60 * 60 * 1000;

/// What a page of a story or a file of it is noted as.
const LOOKS: &[&str] = &[
    "story.opened",
    "words.read",
    "film.played",
    "sound.played",
    "picture.shown",
    "showcase.shown",
    "family.shown",
];

/// What the safeguarding lead's look at a held story is noted as, by [`crate::hold::note_opened`].
const HELD: &str = "story.opened_held";

/// Where a story was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// Its page.
    Insight,
    /// The pages of the capture team.
    Studio,
    /// A showcase.
    Showcase(ShowcaseId),
    /// The line of a family.
    Family(FamilyId),
}

/// A reading to note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    story: StoryId,
    what: &'static str,
    via: String,
}

impl Via {
    fn what(self) -> &'static str {
        match self {
            Self::Insight | Self::Studio => "story.opened",
            Self::Showcase(_) => "showcase.shown",
            Self::Family(_) => "family.shown",
        }
    }

    fn words(self) -> String {
        match self {
            Self::Insight => "insight".to_owned(),
            Self::Studio => "studio".to_owned(),
            Self::Showcase(id) => format!("showcase {id}"),
            Self::Family(id) => format!("family {id}"),
        }
    }
}

fn is_own(viewer: &Viewer, teller: ParticipantId) -> bool {
    viewer.participant() == Some(teller)
}

/// The readings of a page: its stories, but for the viewer's own.
pub fn of_page<'a>(viewer: &Viewer, shown: impl IntoIterator<Item = &'a Shown>, via: Via) -> Vec<Look> {
    shown
        .into_iter()
        .filter(|story| !is_own(viewer, story.participant))
        .map(|story| Look {
            story: story.id,
            what: via.what(),
            via: via.words(),
        })
        .collect()
}

/// The playing of a file, unless this account's is noted for this hour already. Posters and small pictures
/// stand on lists and are none.
pub async fn of_bytes(
    db: &Db,
    viewer: &Viewer,
    id: AssetId,
    served: &Served,
    now: Timestamp,
) -> Result<Vec<Look>> {
    let what = match served.kind {
        AssetKind::Film | AssetKind::Silent => "film.played",
        AssetKind::Sound => "sound.played",
        AssetKind::Picture => "picture.shown",
        AssetKind::Original | AssetKind::Poster | AssetKind::Thumbnail => return Ok(Vec::new()),
    };
    let via = format!("{} {id}", served.kind);
    if is_own(viewer, served.teller) || is_noted(db, viewer, served.story, &[what], Some(&via), now).await? {
        return Ok(Vec::new());
    }
    Ok(vec![Look {
        story: served.story,
        what,
        via,
    }])
}

/// The reading of a film's words in time. They come with a page, so a page of this hour stands for them.
pub async fn of_words(db: &Db, viewer: &Viewer, shown: &Shown, now: Timestamp) -> Result<Vec<Look>> {
    if is_own(viewer, shown.participant) || is_noted(db, viewer, shown.id, LOOKS, None, now).await? {
        return Ok(Vec::new());
    }
    Ok(vec![Look {
        story: shown.id,
        what: "words.read",
        via: "captions".to_owned(),
    }])
}

/// Whether this account's look was noted since the hour began; those who are not signed in are one account.
async fn is_noted(
    db: &Db,
    viewer: &Viewer,
    story: StoryId,
    what: &[&str],
    via: Option<&str>,
    now: Timestamp,
) -> Result<bool> {
    let account = match viewer.account() {
        Some(account) => Column::AccountId.eq(account),
        None => Column::AccountId.is_null(),
    };
    let mut there = audit::table::Entity::find()
        .filter(Column::SubjectId.eq(story.0))
        .filter(account)
        .filter(Column::At.gte(Timestamp(now.0 - now.0.rem_euclid(HOUR))))
        .filter(Column::What.is_in(what.iter().copied()));
    if let Some(via) = via {
        there = there.filter(Column::Why.eq(via));
    }
    Ok(there.count(db.read()).await? > 0)
}

/// Notes readings. Whoever shows them does it first, and shows nothing when it did not work.
pub async fn note(tx: &Tx, viewer: &Viewer, looks: &[Look], now: Timestamp) -> Result<()> {
    let deeds: Vec<audit::Deed<'_>> = looks
        .iter()
        .map(|look| (look.what, Some(look.story.0), look.via.as_str()))
        .collect();
    audit::note_all(tx, viewer.account(), &deeds, now).await
}
