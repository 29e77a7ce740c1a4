//! Themes as versioned data: frameworks, their trees and the everyday words of each theme.
pub(crate) mod framework;
pub(crate) mod table;

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;

use crate::{Db, FrameworkId, Result, ThemeId, Tx};

/// The frameworks that come with Firsthand, as JSON.
pub const BUILT_IN: &[&str] = &[
    include_str!("../../themes/council.json"),
    include_str!("../../themes/care_act.json"),
];

/// The key of the council's own framework, the one that tellers pick from.
pub const COUNCIL: &str = "council";

/// A framework as it is written in a data file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameworkFile {
    key: String,
    name: String,
    version: i32,
    valid_from: String,
    themes: Vec<ThemeFile>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    key: String,
    name: String,
    description: String,
    symbol: String,
    everyday_words: Vec<String>,
    #[serde(default)]
    children: Vec<ThemeFile>,
}

/// A theme with its place in its framework's tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The theme.
    pub id: ThemeId,
    /// Its key, unique in the framework.
    pub key: String,
    /// As people read it.
    pub name: String,
    /// One plain sentence.
    pub description: String,
    /// The name of its picture.
    pub symbol: String,
    /// How people really say it.
    pub everyday_words: Vec<String>,
    /// The theme above it in the tree.
    pub parent: Option<ThemeId>,
}

/// A framework with its themes, parents before children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// The framework.
    pub id: FrameworkId,
    /// Its key.
    pub key: String,
    /// As people read it.
    pub name: String,
    /// Its version.
    pub version: i32,
    /// Its themes in order.
    pub themes: Vec<Theme>,
}

impl Framework {
    /// The themes at the top of the tree.
    pub fn top(&self) -> impl Iterator<Item = &Theme> {
        self.themes.iter().filter(|theme| theme.parent.is_none())
    }

    /// The themes right below one.
    pub fn below(&self, parent: ThemeId) -> impl Iterator<Item = &Theme> {
        self.themes
            .iter()
            .filter(move |theme| theme.parent == Some(parent))
    }

    /// A theme by its key.
    pub fn theme(&self, key: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.key == key)
    }
}

/// Adds a framework version that is not there yet; one that is there stays as it is.
pub async fn load(tx: &Tx, file: &FrameworkFile) -> Result<()> {
    let there = framework::Entity::find()
        .filter(framework::Column::Key.eq(file.key.clone()))
        .filter(framework::Column::Version.eq(file.version))
        .one(tx.inner())
        .await?;
    if there.is_some() {
        return Ok(());
    }
    let id = FrameworkId::fresh();
    framework::Entity::insert(framework::ActiveModel {
        id: Set(id),
        key: Set(file.key.clone()),
        name: Set(file.name.clone()),
        version: Set(file.version),
        valid_from: Set(file.valid_from.clone()),
    })
    .exec_without_returning(tx.inner())
    .await?;
    let mut rows = Vec::new();
    flatten(id, None, &file.themes, &mut rows);
    table::Entity::insert_many(rows)
        .exec_without_returning(tx.inner())
        .await?;
    Ok(())
}

fn flatten(
    framework: FrameworkId,
    parent: Option<ThemeId>,
    themes: &[ThemeFile],
    rows: &mut Vec<table::ActiveModel>,
) {
    for theme in themes {
        let id = ThemeId::fresh();
        let words = serde_json::Value::from(theme.everyday_words.clone());
        let position = i32::try_from(rows.len()).unwrap_or(i32::MAX);
        rows.push(table::ActiveModel {
            id: Set(id),
            framework_id: Set(framework),
            parent_id: Set(parent),
            key: Set(theme.key.clone()),
            name: Set(theme.name.clone()),
            description: Set(theme.description.clone()),
            symbol: Set(theme.symbol.clone()),
            everyday_words: Set(words.to_string()),
            position: Set(position),
        });
        flatten(framework, Some(id), &theme.children, rows);
    }
}

/// The newest version of every framework, the council's own first.
pub async fn frameworks(db: &Db) -> Result<Vec<Framework>> {
    let rows = framework::Entity::find()
        .order_by_asc(framework::Column::Version)
        .all(db.read())
        .await?;
    let mut newest: HashMap<String, framework::Model> = HashMap::new();
    for row in rows {
        newest.insert(row.key.clone(), row);
    }
    let mut themes = table::Entity::find()
        .order_by_asc(table::Column::Position)
        .all(db.read())
        .await?;
    let mut found: Vec<Framework> = newest
        .into_values()
        .map(|row| Framework {
            themes: themes
                .extract_if(.., |theme| theme.framework_id == row.id)
                .map(Theme::from)
                .collect(),
            id: row.id,
            key: row.key,
            name: row.name,
            version: row.version,
        })
        .collect();
    found.sort_by(|a, b| (a.key != COUNCIL, &a.name).cmp(&(b.key != COUNCIL, &b.name)));
    Ok(found)
}

impl From<table::Model> for Theme {
    fn from(row: table::Model) -> Self {
        Self {
            everyday_words: serde_json::from_str(&row.everyday_words).unwrap_or_default(),
            id: row.id,
            key: row.key,
            name: row.name,
            description: row.description,
            symbol: row.symbol,
            parent: row.parent_id,
        }
    }
}
