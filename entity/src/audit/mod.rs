//! Who did what, when and why. Only ever added to, in the transaction of the deed.
mod chain;
pub(crate) mod head;
pub(crate) mod table;

pub use chain::{Fault, Verdict, verify};

use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, IntoActiveModel as _, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{AccountId, Db, Result, Timestamp, Tx};

/// One line of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When.
    pub at: Timestamp,
    /// Who; `None` for the system itself.
    pub account: Option<AccountId>,
    /// What was done, as `subject.verb`.
    pub what: String,
    /// Why, in the doer's or the rule's words; never a participant's.
    pub why: String,
}

/// Adds a line.
pub async fn note(
    tx: &Tx,
    account: Option<AccountId>,
    what: &str,
    subject: Option<Uuid>,
    why: &str,
    now: Timestamp,
) -> Result<()> {
    let (number, before) = chain::next(tx).await?;
    let mut row = table::Model {
        id: 0,
        at: now,
        account_id: account,
        what: what.to_owned(),
        subject_id: subject,
        why: why.to_owned(),
        number: Some(number),
        hash: String::new(),
        before,
    };
    row.hash = chain::hash(&row, &row.before);
    chain::moved(tx, number, &row.hash).await?;
    let mut row = row.into_active_model();
    row.id = NotSet;
    table::Entity::insert(row)
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

/// Everything noted about one record, oldest first.
pub async fn of(db: &Db, subject: Uuid) -> Result<Vec<Line>> {
    let rows = table::Entity::find()
        .filter(table::Column::SubjectId.eq(subject))
        .order_by_asc(table::Column::Id)
        .all(db.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Line {
            at: row.at,
            account: row.account_id,
            what: row.what,
            why: row.why,
        })
        .collect())
}
