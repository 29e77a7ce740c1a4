//! Pictures that a teller has placed on the scale of faces: a story told without writing a word. They are
//! words to the rule: who may not read the words gets none of them, and names in a label are masked.
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{Error, FELT, Result, StoryId, Timestamp, Tx, Viewer, story};

/// A picture and the face it was placed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Where in the story's row of pictures it stands, from 1.
    pub position: i32,
    /// The name of the picture.
    pub symbol: String,
    /// What it is, in a few words: "The food".
    pub label: String,
    /// The face, from 1 (very sad) to 5 (very happy).
    pub feeling: i32,
}

impl Placed {
    /// The word of the face.
    pub fn felt(&self) -> &'static str {
        let at = usize::try_from(self.feeling - 1).unwrap_or_default();
        FELT.get(at).copied().unwrap_or_default()
    }
}

/// Places a picture of a story of the viewer's, or takes it out when `feeling` is `None`. Makes a new cut when
/// something changed.
pub async fn place(
    tx: &Tx,
    viewer: &Viewer,
    id: StoryId,
    (position, symbol, label): (i32, &str, &str),
    feeling: Option<i32>,
    now: Timestamp,
) -> Result<()> {
    let row = story::own_row(tx, viewer, id).await?;
    let there = table::Entity::find_by_id((id, position)).one(tx.inner()).await?;
    let Some(feeling) = feeling else {
        if there.is_none() {
            return Ok(());
        }
        table::Entity::delete_by_id((id, position))
            .exec(tx.inner())
            .await?;
        return story::touch(tx, row, true, now).await;
    };
    if !(1..=5).contains(&feeling) {
        return Err(Error::Refused("Pick one of the faces."));
    }
    let placed = table::Model {
        story_id: id,
        position,
        symbol: symbol.to_owned(),
        label: label.to_owned(),
        feeling,
    };
    if there.as_ref() == Some(&placed) {
        return Ok(());
    }
    table::Entity::insert(table::ActiveModel {
        story_id: Set(placed.story_id),
        position: Set(placed.position),
        symbol: Set(placed.symbol),
        label: Set(placed.label),
        feeling: Set(placed.feeling),
    })
    .on_conflict(
        OnConflict::columns([table::Column::StoryId, table::Column::Position])
            .update_columns([
                table::Column::Symbol,
                table::Column::Label,
                table::Column::Feeling,
            ])
            .to_owned(),
    )
    .exec_without_returning(tx.inner())
    .await?;
    story::touch(tx, row, true, now).await
}

/// The placed pictures of several stories, each in its order.
pub(crate) async fn of_stories<C: ConnectionTrait>(
    connection: &C,
    stories: &[StoryId],
) -> Result<HashMap<StoryId, Vec<Placed>>> {
    let rows = table::Entity::find()
        .filter(table::Column::StoryId.is_in(stories.iter().copied()))
        .order_by_asc(table::Column::Position)
        .all(connection)
        .await?;
    let mut found: HashMap<StoryId, Vec<Placed>> = HashMap::new();
    for row in rows {
        found.entry(row.story_id).or_default().push(Placed {
            position: row.position,
            symbol: row.symbol,
            label: row.label,
            feeling: row.feeling,
        });
    }
    Ok(found)
}
