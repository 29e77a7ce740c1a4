//! What a line of the journal is made of, and how it is seen that nobody changed it.
//! Must never hold a word of a person: ids, words of closed lists, numbers and moments only.
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::audit::sha256;
use crate::concern::{Hurt, Known, Outcome, WordsOf};
use crate::{
    Able, AccountId, Audience, CapacityId, CapacityMatter, CapacityOutcome, CardId, ConcernId, FamilyId,
    Form, HelpGiven, HoldGround, ParticipantId, PermissionId, ProjectId, Relative, Service, StoryId,
    Timestamp, WishKind, capacity, consent, family,
};

/// A deed that holds even when an older database comes back. A new kind is a variant here, a
/// [`super::note`] in its writer, and what it does in `replay/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// The journal began, under this name. Line 0.
    Begun { journal: Uuid },
    /// A consent was answered.
    Answered {
        story: StoryId,
        id: Uuid,
        form: Form,
        audience: Audience,
        yes: bool,
        until: Option<Timestamp>,
        wording: String,
        at: Timestamp,
    },
    /// What is shown of a sent story became another: nobody beyond the team sees it before it is released.
    NewCut { story: StoryId, cut: i32 },
    /// The teller's second yes, to this cut.
    Released { story: StoryId, cut: i32 },
    /// The second yes does not hold any more: a permission for somebody under 18 ended.
    Unreleased { story: StoryId },
    /// A member of a family answered whether their stories may stand beside the others'.
    Family {
        id: Uuid,
        family: FamilyId,
        participant: ParticipantId,
        audience: Audience,
        yes: bool,
        wording: String,
        at: Timestamp,
    },
    /// A story was taken back.
    Withdrawn { story: StoryId },
    /// It was brought back.
    BroughtBack { story: StoryId },
    /// A story was stopped.
    Held {
        story: StoryId,
        hold: Uuid,
        ground: HoldGround,
    },
    /// It goes on: what safeguarding held, or what the team had declined.
    Lifted { story: StoryId, declined: bool },
    /// The lead said whether the teller may read that their story is stopped.
    Told { story: StoryId, safe: bool },
    /// A project was closed.
    Closed { project: ProjectId },
    /// Somebody is worried about a person; a hold is a line of its own.
    Worried {
        concern: ConcernId,
        participant: ParticipantId,
        story: Option<StoryId>,
        by_teller: bool,
        words_of: WordsOf,
        hurt: Option<Hurt>,
    },
    /// The three questions about a worry were answered.
    Triaged {
        concern: ConcernId,
        needs: Known,
        risk: Known,
        unable: Known,
    },
    /// A worry is over.
    WorryClosed { concern: ConcernId, outcome: Outcome },
    /// Somebody is of a family; answers from before `since` are not about it.
    Linked {
        family: FamilyId,
        participant: ParticipantId,
        relation: Relative,
        service: Service,
        since: Timestamp,
    },
    /// Somebody is of no family any more.
    Parted { participant: ParticipantId },
    /// A permission for somebody under 18 ended.
    PermissionEnded { permission: PermissionId },
    /// It was looked at whether somebody can make one decision.
    Assessed {
        id: CapacityId,
        participant: ParticipantId,
        story: Option<StoryId>,
        matter: CapacityMatter,
        help: Vec<HelpGiven>,
        /// In the order of the Act.
        able: [Able; 4],
        outcome: CapacityOutcome,
        at: Timestamp,
        review_at: Option<Timestamp>,
    },
    /// Somebody's death was written down: nobody says yes for them any more.
    Died {
        participant: ParticipantId,
        on: Timestamp,
    },
    /// That was not so.
    Alive { participant: ParticipantId },
    /// Somebody said what is to be done with their stories after they died.
    Wished {
        id: Uuid,
        participant: ParticipantId,
        kind: WishKind,
        at: Timestamp,
    },
    /// Somebody is under 18 until then, and others have to agree.
    Child {
        participant: ParticipantId,
        until: Timestamp,
    },
    /// A card signs nobody in any more.
    CardCancelled { card: CardId },
    /// Nor does any card that somebody had by then.
    CardsCancelled { participant: ParticipantId },
    /// A staff account was closed.
    AccountClosed { account: AccountId },
    /// It was opened again.
    AccountReopened { account: AccountId },
}

impl From<&capacity::table::Model> for Entry {
    fn from(row: &capacity::table::Model) -> Self {
        Self::Assessed {
            id: row.id,
            participant: row.participant_id,
            story: row.story_id,
            matter: row.matter,
            help: row.help.split(',').filter_map(|word| word.parse().ok()).collect(),
            able: row.abilities(),
            outcome: row.outcome,
            at: row.at,
            review_at: row.review_at,
        }
    }
}

impl From<&consent::table::Model> for Entry {
    fn from(row: &consent::table::Model) -> Self {
        Self::Answered {
            story: row.story_id,
            id: row.id,
            form: row.form,
            audience: row.audience,
            yes: row.answer,
            until: row.until,
            wording: row.wording.clone(),
            at: row.at,
        }
    }
}

impl From<family::consent::Model> for Entry {
    fn from(row: family::consent::Model) -> Self {
        Self::Family {
            id: row.id,
            family: row.family_id,
            participant: row.participant_id,
            audience: row.audience,
            yes: row.answer,
            wording: row.wording,
            at: row.at,
        }
    }
}

/// A line as it stands in the table and in the file, without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place, from 0.
    pub number: i64,
    /// SHA-256 of the line and of all before it, in hex.
    pub hash: String,
    /// The hash of the line before; empty in line 0.
    pub before: String,
    /// All of it, as JSON.
    pub text: String,
}

/// Why a text is no line of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// The hash is not that of the rest.
    #[error("it is not as it was written")]
    Changed,
    /// It is as it was written, and says something that this program has no word for.
    #[error("a newer Firsthand wrote it: start that one")]
    Unknown,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    pub number: i64,
    pub at: Timestamp,
    pub by: Option<AccountId>,
    pub entry: Entry,
    pub before: String,
}

#[derive(Deserialize)]
struct Place {
    number: i64,
    before: String,
}

const HASH: &str = ",\"hash\":\"";

impl Line {
    pub(super) fn write(body: &Body) -> Self {
        // Ids, words and numbers: there is nothing in it that JSON could not say.
        let said = serde_json::to_string(body).unwrap_or_default();
        let hash = sha256(&said);
        let open = said.strip_suffix('}').unwrap_or(&said);
        Self {
            number: body.number,
            before: body.before.clone(),
            text: format!("{open}{HASH}{hash}\"}}"),
            hash,
        }
    }

    /// Reads a line, and that nobody changed it since it was written. What it follows is not looked at.
    pub fn read(text: &str) -> Result<Self, Unread> {
        let (said, hash) = parts(text).ok_or(Unread::Changed)?;
        if sha256(&said) != hash {
            return Err(Unread::Changed);
        }
        let place: Place = serde_json::from_str(&said).map_err(|_| Unread::Changed)?;
        Ok(Self {
            number: place.number,
            hash: hash.to_owned(),
            before: place.before,
            text: text.to_owned(),
        })
    }

    /// Whether this line comes right after one with this number and hash.
    pub fn follows(&self, number: i64, hash: &str) -> bool {
        self.number == number.saturating_add(1) && self.before == hash
    }

    pub(super) fn body(&self) -> Result<Body, Unread> {
        let (said, _) = parts(&self.text).ok_or(Unread::Changed)?;
        serde_json::from_str(&said).map_err(|_| Unread::Unknown)
    }
}

fn parts(text: &str) -> Option<(String, &str)> {
    let (open, hash) = text.strip_suffix("\"}")?.rsplit_once(HASH)?;
    Some((format!("{open}}}"), hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_back_as_itself_and_no_letter_of_it_can_be_another() {
        let body = Body {
            number: 7,
            at: Timestamp(5),
            by: None,
            entry: Entry::Withdrawn {
                story: StoryId::fresh(),
            },
            before: "abc".into(),
        };
        let line = Line::write(&body);
        assert_eq!(Line::read(&line.text).as_ref(), Ok(&line));
        assert!(line.follows(6, "abc") && !line.follows(6, "abd") && !line.follows(5, "abc"));
        assert_eq!(line.body().unwrap().entry, body.entry);
        for at in 0..line.text.len() {
            let mut other = line.text.clone().into_bytes();
            other[at] ^= 1;
            let other = String::from_utf8(other).unwrap();
            assert_eq!(Line::read(&other), Err(Unread::Changed), "{other}");
        }
        assert_eq!(Line::read(&line.text[1..]), Err(Unread::Changed));
        assert_eq!(Line::read(""), Err(Unread::Changed));
    }

    #[test]
    fn a_deed_of_a_newer_program_is_no_damage() {
        let said = r#"{"number":1,"at":0,"by":null,"entry":{"foretold":{}},"before":""}"#;
        let hash = sha256(said);
        let text = format!("{}{HASH}{hash}\"}}", said.strip_suffix('}').unwrap());
        let line = Line::read(&text).unwrap();
        assert_eq!(line.body().err(), Some(Unread::Unknown));
    }
}
