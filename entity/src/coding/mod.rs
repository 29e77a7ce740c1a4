//! Codings: a theme on a whole story or on a chosen span of its words, by a coder or by the teller.
//! Spans are code points of the unmasked words; what a coder picks on a masked page is carried across.
pub(crate) mod excerpt;
mod follow;
pub(crate) mod table;

use std::collections::HashMap;

pub(crate) use follow::follow;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::mask::Masked;
use crate::story::{self, Shown};
use crate::{
    AccountId, CodingId, Db, Error, ExcerptId, Result, StoryId, Subject, ThemeId, Timestamp, Tx, Viewer,
    audit, change,
};

/// How many code points of context are kept on each side of a quote.
const CONTEXT: usize = 32;

/// A chosen span, found in the unmasked words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    story: StoryId,
    start: usize,
    end: usize,
    quote: String,
    before: String,
    after: String,
}

/// A coding as the coding page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// The coding.
    pub id: CodingId,
    /// The theme.
    pub theme: ThemeId,
    /// Start and end of the span in the words as this viewer sees them; `None` for the whole story.
    pub span: Option<(usize, usize)>,
    /// Chosen by the teller.
    pub is_self: bool,
    /// Who coded it.
    pub account: AccountId,
    /// When.
    pub at: Timestamp,
}

/// Finds a span of the words as the viewer sees them, in code points, `start` inclusive, `end` exclusive.
pub async fn span(
    db: &Db,
    viewer: &Viewer,
    id: StoryId,
    start: usize,
    end: usize,
    now: Timestamp,
) -> Result<Span> {
    let row = story::visible_row(db, viewer, id, now).await?;
    let masked = seen_words(db, viewer, &row, now).await?;
    let length = masked.text.chars().count();
    if start >= end || end > length {
        return Err(Error::Refused("Choose some words of the story first."));
    }
    let (start, end) = (masked.to_original(start), masked.to_original(end));
    let words: Vec<char> = row.words.chars().collect();
    let cut = |from: usize, to: usize| {
        words
            .get(from..to.min(words.len()))
            .unwrap_or_default()
            .iter()
            .collect()
    };
    Ok(Span {
        story: id,
        start,
        end,
        quote: cut(start, end),
        before: cut(start.saturating_sub(CONTEXT), start),
        after: cut(end, end + CONTEXT),
    })
}

async fn seen_words(db: &Db, viewer: &Viewer, row: &story::table::Model, now: Timestamp) -> Result<Masked> {
    let (forms, mask) = story::mask_for(db, viewer, row, now).await?;
    if !forms.words {
        return Err(Error::NotFound);
    }
    Ok(mask.apply(&row.words))
}

/// Puts a theme on a span or on the whole story, for the capture team. The same coding twice is one.
pub async fn add(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    span: Option<Span>,
    theme: ThemeId,
    now: Timestamp,
) -> Result<CodingId> {
    // Words that change meanwhile wait, or are seen.
    story::locked_row(tx, id).await?;
    let row = story::own_row(tx, viewer, id).await?;
    let account = viewer
        .account()
        .filter(|_| viewer.is_on(row.project_id))
        .ok_or(Error::NotFound)?;
    let excerpt = match span {
        Some(span) if span.story == id => Some(keep(tx, account, &row.words, span, now).await?),
        Some(_) => return Err(Error::NotFound),
        None => None,
    };
    let there = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::ThemeId.eq(theme))
        .filter(table::Column::AccountId.eq(account))
        .filter(table::Column::IsSelf.eq(false))
        .filter(table::Column::RemovedAt.is_null())
        .filter(match excerpt {
            Some(excerpt) => table::Column::ExcerptId.eq(excerpt),
            None => table::Column::ExcerptId.is_null(),
        })
        .one(tx.inner())
        .await?;
    if let Some(row) = there {
        return Ok(row.id);
    }
    let coding = insert(tx, id, excerpt, theme, account, false, now).await?;
    change::append(tx, Subject::Story, id.0, now).await?;
    audit::note(tx, Some(account), "coding.add", Some(id.0), "", now).await?;
    Ok(coding)
}

async fn keep(tx: &Tx, account: AccountId, words: &str, span: Span, now: Timestamp) -> Result<ExcerptId> {
    let still: String = words
        .chars()
        .skip(span.start)
        .take(span.end - span.start)
        .collect();
    if still != span.quote {
        return Err(Error::Conflict(
            "The words of this story changed meanwhile. Choose them again.",
        ));
    }
    let position = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
    let there = excerpt::Entity::find()
        .filter(excerpt::Column::StoryId.eq(span.story))
        .filter(excerpt::Column::StartChar.eq(position(span.start)))
        .filter(excerpt::Column::EndChar.eq(position(span.end)))
        .one(tx.inner())
        .await?;
    if let Some(row) = there {
        return Ok(row.id);
    }
    let id = ExcerptId::fresh();
    excerpt::Entity::insert(excerpt::ActiveModel {
        id: Set(id),
        story_id: Set(span.story),
        start_char: Set(position(span.start)),
        end_char: Set(position(span.end)),
        quote: Set(span.quote),
        before: Set(span.before),
        after: Set(span.after),
        created_by: Set(account),
        at: Set(now),
    })
    .exec_without_returning(tx.inner())
    .await?;
    Ok(id)
}

async fn insert(
    tx: &Tx,
    story: StoryId,
    excerpt: Option<ExcerptId>,
    theme: ThemeId,
    account: AccountId,
    is_self: bool,
    now: Timestamp,
) -> Result<CodingId> {
    let id = CodingId::fresh();
    table::Entity::insert(table::ActiveModel {
        id: Set(id),
        story_id: Set(story),
        excerpt_id: Set(excerpt),
        theme_id: Set(theme),
        account_id: Set(account),
        is_self: Set(is_self),
        at: Set(now),
        removed_at: Set(None),
    })
    .exec_without_returning(tx.inner())
    .await?;
    Ok(id)
}

/// Sets what the teller says the story is about; replaces what they said before.
pub async fn set_about(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    themes: &[ThemeId],
    now: Timestamp,
) -> Result<()> {
    let row = story::own_row(tx, viewer, id).await?;
    let account = viewer.account().ok_or(Error::NotFound)?;
    table::Entity::update_many()
        .col_expr(table::Column::RemovedAt, Expr::val(now))
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::IsSelf.eq(true))
        .filter(table::Column::RemovedAt.is_null())
        .exec(tx.inner())
        .await?;
    for theme in themes {
        insert(tx, id, None, *theme, account, true, now).await?;
    }
    story::touch(tx, row, false, now).await
}

/// Takes a coding away again; it stays in the record.
pub async fn remove(tx: &Tx, viewer: &Viewer, id: CodingId, now: Timestamp) -> Result<StoryId> {
    let coding = table::Entity::find_by_id(id)
        .one(tx.inner())
        .await?
        .ok_or(Error::NotFound)?;
    let row = story::own_row(tx, viewer, coding.story_id).await?;
    if !viewer.is_on(row.project_id) || coding.is_self {
        return Err(Error::NotFound);
    }
    table::Entity::update_many()
        .col_expr(table::Column::RemovedAt, Expr::val(now))
        .filter(table::Column::Id.eq(id))
        .exec(tx.inner())
        .await?;
    change::append(tx, Subject::Story, row.id.0, now).await?;
    audit::note(tx, viewer.account(), "coding.remove", Some(row.id.0), "", now).await?;
    Ok(row.id)
}

/// The codings of a story that the viewer may see, in the order of its words. Where the words are
/// withheld, only those of the whole story.
pub async fn of_story(db: &Db, viewer: &Viewer, id: StoryId, now: Timestamp) -> Result<Vec<Coded>> {
    let row = story::visible_row(db, viewer, id, now).await?;
    let masked = match seen_words(db, viewer, &row, now).await {
        Ok(masked) => Some(masked),
        Err(Error::NotFound) => None,
        Err(error) => return Err(error),
    };
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.eq(id))
        .filter(table::Column::RemovedAt.is_null())
        .order_by_asc(table::Column::At)
        .order_by_asc(table::Column::Id)
        .all(db.read())
        .await?;
    let excerpts: HashMap<ExcerptId, excerpt::Model> = excerpt::Entity::find()
        .filter(excerpt::Column::StoryId.eq(id))
        .all(db.read())
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let position = |masked: &Masked, at: i32| masked.to_masked(usize::try_from(at).unwrap_or_default());
    let mut coded: Vec<Coded> = rows
        .into_iter()
        .filter(|row| masked.is_some() || row.excerpt_id.is_none())
        .map(|row| Coded {
            id: row.id,
            theme: row.theme_id,
            span: row
                .excerpt_id
                .and_then(|id| excerpts.get(&id))
                .zip(masked.as_ref())
                .map(|(excerpt, masked)| {
                    (
                        position(masked, excerpt.start_char),
                        position(masked, excerpt.end_char),
                    )
                }),
            is_self: row.is_self,
            account: row.account_id,
            at: row.at,
        })
        .collect();
    coded.sort_by_key(|coded| (coded.span, coded.at));
    Ok(coded)
}

/// The themes of stories that the viewer was already shown.
pub async fn themes(db: &Db, shown: &[Shown]) -> Result<HashMap<StoryId, Vec<ThemeId>>> {
    let ids: Vec<StoryId> = shown.iter().map(|story| story.id).collect();
    themes_of(db, &ids).await
}

/// The themes of several stories, without repeats.
pub(crate) async fn themes_of(db: &Db, ids: &[StoryId]) -> Result<HashMap<StoryId, Vec<ThemeId>>> {
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.is_in(ids.iter().copied()))
        .filter(table::Column::RemovedAt.is_null())
        .order_by_asc(table::Column::At)
        .all(db.read())
        .await?;
    let mut found: HashMap<StoryId, Vec<ThemeId>> = HashMap::new();
    for row in rows {
        let themes = found.entry(row.story_id).or_default();
        if !themes.contains(&row.theme_id) {
            themes.push(row.theme_id);
        }
    }
    Ok(found)
}
