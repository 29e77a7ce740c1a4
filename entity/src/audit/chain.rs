//! The audit as a chain: each line carries the hash of the one before it, and the head of the chain stands apart,
//! so that a line which was edited, taken out or moved is found and named. Must never be written but by [`super::note`].
use std::fmt::{self, Write as _};

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest as _, Sha256};

use super::{head, table};
use crate::{Db, Error, Result, Tx};

/// Lines that are looked at in one go.
const BATCH: u64 = 1_000;

/// The hash before the first line.
const BEGINNING: &str = "";

/// What is wrong with a line, by its number from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such line any more.
    Missing(i64),
    /// It is not what was written, or not where it was written.
    Changed(i64),
    /// The row that says which line is the newest is not there.
    Headless,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(line) => write!(f, "Line {line} is missing."),
            Self::Changed(line) => write!(f, "Line {line} is not what was written there."),
            Self::Headless => f.write_str(
                "The head of the audit is missing: the one row of the table audit_head, which says which line is the \
                newest. Nothing can be written down without it. Keep a copy of this database. Then bring back the \
                newest backup, and leave consent-journal.jsonl as it is.",
            ),
        }
    }
}

/// How the chain was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Lines that were looked at.
    pub lines: u64,
    /// What is wrong, in order; nothing when all is well.
    pub faults: Vec<Fault>,
}

/// The place of the next line: its number and the hash before it. Held until the transaction ends, so that
/// two writers never continue the same line.
pub(super) async fn next(tx: &Tx) -> Result<(i64, String)> {
    let head = head::Entity::find_by_id(head::ONLY)
        .lock_exclusive()
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    Ok((head.number + 1, head.hash))
}

/// Moves the head of the chain to a line that was just written.
pub(super) async fn moved(tx: &Tx, number: i64, hash: &str) -> Result<()> {
    head::Entity::update_many()
        .col_expr(head::Column::Number, Expr::val(number))
        .col_expr(head::Column::Hash, Expr::val(hash))
        .filter(head::Column::Id.eq(head::ONLY))
        .exec(tx.inner())
        .await?;
    Ok(())
}

/// SHA-256 of a line and of the hash before it, in hex. JSON keeps the fields apart.
pub(super) fn hash(row: &table::Model, before: &str) -> String {
    let said = serde_json::json!([
        row.number,
        row.at.0,
        row.account_id,
        row.what,
        row.subject_id,
        row.why,
        before
    ]);
    sha256(&said.to_string())
}

/// SHA-256 of a text, in hex.
pub(crate) fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Looks at every line, oldest first.
pub async fn verify(db: &Db) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    let mut before = BEGINNING.to_owned();
    let mut reached = 0;
    loop {
        let rows = table::Entity::find()
            .filter(table::Column::Number.gt(reached))
            .order_by_asc(table::Column::Number)
            .limit(BATCH)
            .all(db.read())
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let number = row.number.unwrap_or_default();
            verdict.faults.extend((reached + 1..number).map(Fault::Missing));
            let whole = number == reached + 1;
            // Behind a gap the hash before is not known; the line itself says what it was.
            if hash(&row, if whole { &before } else { &row.before }) != row.hash {
                verdict.faults.push(Fault::Changed(number));
            }
            reached = number;
            before = row.hash;
            verdict.lines += 1;
        }
    }
    let head = head::Entity::find_by_id(head::ONLY).one(db.read()).await?;
    let Some(head) = head else {
        verdict.faults.push(Fault::Headless);
        return Ok(verdict);
    };
    verdict
        .faults
        .extend((reached + 1..=head.number).map(Fault::Missing));
    if head.number == reached && head.hash != before {
        verdict.faults.push(Fault::Changed(reached));
    }
    verdict.faults.dedup();
    Ok(verdict)
}
