//! How a storyteller is reached, as they wish it: a letter, e-mail, a text, or not at all. Written down by
//! the person or their team. Must never be read for anything but reaching them and signing them in.
pub(crate) mod table;
mod words;

pub use words::Way;

use crate::{AccountId, Db, ParticipantId, Result, Timestamp, Tx, Viewer, account, audit, link, participant};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

/// How many people one address may be of: a home with one mailbox, not a list.
const SHARED_BY: u64 = 6;

/// How somebody is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// What they wish; nothing when they were not asked yet, and then it is a letter.
    pub wish: Option<Way>,
    /// Their e-mail address, in small letters.
    pub email: Option<String>,
    /// Their phone number: digits, with a plus in front or not.
    pub phone: Option<String>,
}

/// Where a message goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// An e-mail address.
    Email(String),
    /// A phone number.
    Text(String),
}

impl Address {
    /// What was typed as an address: with an @ it is e-mail, else a phone number.
    pub fn read(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let Some((name, place)) = typed.split_once('@') else {
            return phone(typed).map(Self::Text);
        };
        let fits = !name.is_empty() && place.contains('.') && !place.contains('@') && typed.len() <= 254;
        (fits && !typed.contains(char::is_whitespace)).then(|| Self::Email(typed.to_lowercase()))
    }
}

/// A phone number as it is kept, from what was typed; nothing when it is none. A number of this country is
/// kept as it is dialled here, so that both ways of writing it are one number.
pub fn phone(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let kept: String = typed
        .chars()
        .filter(|sign| !matches!(sign, ' ' | '-' | '(' | ')' | '.'))
        .collect();
    let kept = match kept.strip_prefix("+44").or_else(|| kept.strip_prefix("0044")) {
        Some(here) => format!("0{}", here.strip_prefix('0').unwrap_or(here)),
        None => kept,
    };
    let digits = kept.strip_prefix('+').unwrap_or(&kept);
    let fits = (7..=15).contains(&digits.len()) && digits.chars().all(|sign| sign.is_ascii_digit());
    fits.then_some(kept)
}

impl Reach {
    /// Where a message goes by the person's wish; `None` for a letter, or when the address is missing.
    pub(crate) fn address(&self, way: Way) -> Option<Address> {
        match way {
            Way::Email => self.email.clone().map(Address::Email),
            Way::Text => self.phone.clone().map(Address::Text),
            Way::Letter | Way::Nothing => None,
        }
    }

    /// The way in which a message goes now: a letter where the address for their wish is missing.
    pub(crate) fn way(&self) -> Way {
        match self.wish {
            Some(Way::Nothing) => Way::Nothing,
            Some(way) if self.address(way).is_some() => way,
            _ => Way::Letter,
        }
    }
}

impl From<table::Model> for Reach {
    fn from(row: table::Model) -> Self {
        Self {
            wish: row.wish,
            email: row.email,
            phone: row.phone,
        }
    }
}

/// How a participant is reached. For themselves and their capture team.
pub async fn get(db: &Db, viewer: &Viewer, id: ParticipantId) -> Result<Reach> {
    participant::get(db, viewer, id).await?;
    of(db.read(), id).await
}

pub(crate) async fn of<C: ConnectionTrait>(connection: &C, id: ParticipantId) -> Result<Reach> {
    let row = table::Entity::find_by_id(id).one(connection).await?;
    Ok(row.map(Reach::from).unwrap_or_default())
}

/// Writes down how a participant is reached: for themselves and their capture team. Links to sign in that
/// are under way end with this, because they may be on their way to an address that is not theirs any more.
pub async fn set(tx: &Tx, viewer: &Viewer, id: ParticipantId, reach: &Reach, now: Timestamp) -> Result<()> {
    use table::Column;
    if viewer.participant() != Some(id) {
        participant::of_team(tx, viewer, id).await?;
    }
    let kept = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let row = table::ActiveModel {
        participant_id: Set(id),
        wish: Set(reach.wish),
        email: Set(kept(&reach.email).map(|email| email.to_lowercase())),
        phone: Set(kept(&reach.phone)),
        set_at: Set(now),
    };
    table::Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::ParticipantId)
                .update_columns([Column::Wish, Column::Email, Column::Phone, Column::SetAt])
                .to_owned(),
        )
        .exec_without_returning(tx.inner())
        .await?;
    let account = account::of_participant(tx, id, now).await?;
    link::end_all(tx, account, now).await?;
    let wish = reach.wish.map_or("", Way::as_str);
    audit::note(tx, viewer.account(), "reach.set", Some(id.0), wish, now).await
}

/// The storytellers who have this address, for sending each a link: the first few where it is of a whole
/// home.
pub(crate) async fn accounts_at(tx: &Tx, address: &Address, now: Timestamp) -> Result<Vec<AccountId>> {
    let found = match address {
        Address::Email(email) => table::Column::Email.eq(email.clone()),
        Address::Text(phone) => table::Column::Phone.eq(phone.clone()),
    };
    let rows = table::Entity::find()
        .filter(found)
        .limit(SHARED_BY)
        .all(tx.inner())
        .await?;
    let mut accounts = Vec::new();
    for row in rows {
        let person = participant::table::Entity::find_by_id(row.participant_id)
            .one(tx.inner())
            .await?;
        if person.is_some_and(|person| person.died_at.is_none()) {
            accounts.push(account::of_participant(tx, row.participant_id, now).await?);
        }
    }
    Ok(accounts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_is_kept_as_it_is_dialled() {
        assert_eq!(phone(" (07700) 900-123 ").as_deref(), Some("07700900123"));
        assert_eq!(phone("+44 7700 900123").as_deref(), Some("07700900123"));
        for none in [
            "",
            "07700",
            "call me",
            "0770090012345678",
            "07700 900 12a",
            "++447700900123",
        ] {
            assert_eq!(phone(none), None, "{none}");
        }
    }

    #[test]
    fn what_has_an_at_sign_is_an_email_address() {
        assert_eq!(
            Address::read(" Sam@Example.org "),
            Some(Address::Email("sam@example.org".into()))
        );
        assert_eq!(
            Address::read("07700 900123"),
            Some(Address::Text("07700900123".into()))
        );
        for none in [
            "sam",
            "sam@home",
            "s am@home.example",
            "@home.example",
            "a@b@c.example",
        ] {
            assert_eq!(Address::read(none), None, "{none}");
        }
    }
}
