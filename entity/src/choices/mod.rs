//! "My choices": how a storyteller wants their pages, kept for the person and not for the device
//! (Accessible Information Standard: recorded once, honoured everywhere). What was never chosen is nothing,
//! and then the device decides. Must never be set or read by anybody but the person.
pub(crate) mod table;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    AccountId, Colours, Db, Error, Language, Letters, ParticipantId, Pictures, Result, Role, Timestamp, Tx,
    Viewer, account, audit, participant,
};

/// The longest name of a helper, in letters.
pub const MOST_HELPER: usize = 80;

/// What a person chose; nothing where they did not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Whether pictures stand beside the words.
    pub pictures: Option<Pictures>,
    /// The colours, whatever the device likes.
    pub colours: Option<Colours>,
    /// How big the letters are.
    pub size: Option<Letters>,
    /// No sound, no faces, nothing that moves, fewer things.
    pub calm: Option<bool>,
    /// The language of the pages.
    pub language: Option<Language>,
    /// Whom the person wants to ask, in their own words; empty when they named nobody.
    pub helper: String,
}

impl Choices {
    /// Whether the pages are to be calm.
    pub fn is_calm(&self) -> bool {
        self.calm == Some(true)
    }
}

/// One answer; nothing takes the choice back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Pictures beside the words.
    Pictures(Option<Pictures>),
    /// The colours.
    Colours(Option<Colours>),
    /// How big the letters are.
    Size(Option<Letters>),
    /// Calm pages.
    Calm(bool),
    /// The language.
    Language(Option<Language>),
    /// Whom to ask; empty for nobody, at most [`MOST_HELPER`] letters.
    Helper(String),
}

/// The viewer's own choices; none for staff and for those who are not signed in.
pub async fn of(db: &Db, viewer: &Viewer) -> Result<Choices> {
    let Some((account, _)) = viewer.account().zip(viewer.participant()) else {
        return Ok(Choices::default());
    };
    let row = table::Entity::find_by_id(account).one(db.read()).await?;
    Ok(row.map(Choices::from).unwrap_or_default())
}

/// The language in which the capture team prints something for this person; nothing when they chose none.
/// Not found for anybody else.
pub async fn spoken_by(tx: &Tx, viewer: &Viewer, id: ParticipantId) -> Result<Option<Language>> {
    participant::of_team(tx, viewer, id).await?;
    language_of(tx.inner(), id).await
}

/// The language that a person chose for what we write to them.
pub(crate) async fn language_of<C: ConnectionTrait>(
    connection: &C,
    id: ParticipantId,
) -> Result<Option<Language>> {
    let account = account::table::Entity::find()
        .filter(account::table::Column::ParticipantId.eq(id))
        .filter(account::table::Column::Role.eq(Role::Storyteller))
        .one(connection)
        .await?;
    let Some(account) = account else { return Ok(None) };
    let row = table::Entity::find_by_id(account.id).one(connection).await?;
    Ok(row.and_then(|row| row.language))
}

/// Keeps one answer of the viewer's own; the others stay as they are. The audit has what was chosen, and of a
/// helper only that one was named.
pub async fn set(tx: &Tx, viewer: &Viewer, choice: Choice, now: Timestamp) -> Result<()> {
    let (account, _) = viewer
        .account()
        .zip(viewer.participant())
        .ok_or(Error::NotFound)?;
    let said = said(&choice);
    let mut row = blank(account, now);
    let column = match choice {
        Choice::Pictures(pictures) => {
            row.pictures = Set(pictures);
            table::Column::Pictures
        }
        Choice::Colours(colours) => {
            row.colours = Set(colours);
            table::Column::Colours
        }
        Choice::Size(size) => {
            row.size = Set(size);
            table::Column::Size
        }
        Choice::Calm(calm) => {
            row.calm = Set(Some(calm));
            table::Column::Calm
        }
        Choice::Language(language) => {
            row.language = Set(language);
            table::Column::Language
        }
        Choice::Helper(name) if name.chars().count() > MOST_HELPER => {
            return Err(Error::Refused("Write a shorter name."));
        }
        Choice::Helper(name) => {
            row.helper = Set(name.trim().to_owned());
            table::Column::Helper
        }
    };
    table::Entity::insert(row)
        .on_conflict(
            OnConflict::column(table::Column::AccountId)
                .update_columns([column, table::Column::At])
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    audit::note(tx, Some(account), "choices.set", Some(account.0), &said, now).await
}

fn blank(account: AccountId, now: Timestamp) -> table::ActiveModel {
    table::ActiveModel {
        account_id: Set(account),
        pictures: Set(None),
        colours: Set(None),
        size: Set(None),
        calm: Set(None),
        language: Set(None),
        helper: Set(String::new()),
        at: Set(now),
    }
}

fn said(choice: &Choice) -> String {
    let (what, word) = match choice {
        Choice::Pictures(word) => ("pictures", word.map(Pictures::as_str)),
        Choice::Colours(word) => ("colours", word.map(Colours::as_str)),
        Choice::Size(word) => ("size", word.map(Letters::as_str)),
        Choice::Calm(calm) => ("calm", Some(if *calm { "yes" } else { "no" })),
        Choice::Language(word) => ("language", word.map(Language::as_str)),
        Choice::Helper(_) => return "helper".to_owned(),
    };
    format!("{what} {}", word.unwrap_or("as the device"))
}

impl From<table::Model> for Choices {
    fn from(row: table::Model) -> Self {
        Self {
            pictures: row.pictures,
            colours: row.colours,
            size: row.size,
            calm: row.calm,
            language: row.language,
            helper: row.helper,
        }
    }
}
