//! Who is asking. Always a parameter, never ambient.
use crate::{
    AccountId, Audience, Error, HelperHow, ParticipantId, ProjectId, Result, Role, StoryId, Timestamp,
};

/// Whoever asks for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Somebody who is not signed in.
    Public,
    /// A signed-in account.
    Account(Signed),
    /// A storyteller with a helper beside them, at one story and for half an hour.
    Beside(Signed, Beside),
}

/// Who helps, with what story and how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The only story that is open.
    pub story: StoryId,
    /// The helper's name.
    pub helper: String,
    /// How they help.
    pub how: HelperHow,
    /// The moment it closes by itself.
    pub ends_at: Timestamp,
}

/// A signed-in account, as it is at this request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The account.
    pub account: AccountId,
    /// What it comes to do.
    pub role: Role,
    /// The name to greet: what the person likes to be called, or the staff name.
    pub name: String,
    /// For a storyteller, whose stories these are.
    pub participant: Option<ParticipantId>,
    /// For a researcher, the projects whose capture team they belong to.
    pub projects: Vec<ProjectId>,
}

impl Viewer {
    /// The signed-in account, if there is one.
    pub fn signed(&self) -> Option<&Signed> {
        match self {
            Self::Public => None,
            Self::Account(signed) | Self::Beside(signed, _) => Some(signed),
        }
    }

    /// The helper beside a storyteller, if there is one.
    pub fn beside(&self) -> Option<&Beside> {
        match self {
            Self::Beside(_, beside) => Some(beside),
            Self::Public | Self::Account(_) => None,
        }
    }

    /// Whether this story is not shut for the viewer: with a helper beside, all but one are.
    pub fn reaches(&self, story: StoryId) -> bool {
        self.beside().is_none_or(|beside| beside.story == story)
    }

    /// What the audit says of a helper who was there; nothing without one.
    pub(crate) fn with_whom(&self) -> &'static str {
        self.beside().map_or("", |beside| match beside.how {
            HelperHow::ReadsAloud => "with a helper: reads_aloud",
            HelperHow::Types => "with a helper: types",
            HelperHow::Explains => "with a helper: explains",
            HelperHow::Interprets => "with a helper: interprets",
            HelperHow::SitsBeside => "with a helper: sits_beside",
        })
    }

    /// The account's id, if signed in.
    pub fn account(&self) -> Option<AccountId> {
        self.signed().map(|signed| signed.account)
    }

    /// The role, if signed in.
    pub fn role(&self) -> Option<Role> {
        self.signed().map(|signed| signed.role)
    }

    /// The participant whose own stories this viewer may see, if a storyteller.
    pub fn participant(&self) -> Option<ParticipantId> {
        self.signed().and_then(|signed| signed.participant)
    }

    /// Whether the viewer is in the capture team of a project.
    pub fn is_on(&self, project: ProjectId) -> bool {
        self.signed()
            .is_some_and(|signed| signed.role == Role::Researcher && signed.projects.contains(&project))
    }

    /// The account of somebody who puts stories together for others; not found for anybody else.
    pub(crate) fn curator(&self) -> Result<AccountId> {
        let signed = self.signed().filter(|signed| signed.role.is_curator());
        signed.map(|signed| signed.account).ok_or(Error::NotFound)
    }

    /// The audiences, beyond any capture team, that this viewer belongs to.
    pub fn audiences(&self) -> Vec<Audience> {
        let mut audiences = vec![Audience::Public];
        audiences.extend(self.role().and_then(Role::audience));
        audiences
    }
}
