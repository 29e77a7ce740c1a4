//! What a council sets for itself while the program runs. A key that was never set has its default;
//! every change is noted in the audit. What the operator sets is in the configuration, not here.
pub(crate) mod table;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::{AccountId, Db, Result, StoryId, Timestamp, Tx, audit, best_interests};

/// Everything that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Hours between sending a story and the second yes, so that nobody says it in a hurry.
    pub cooling_hours: i64,
    /// Hours after which a worry that nobody has triaged goes to every lead again.
    pub worry_hours: i64,
    /// A best-interests decision may show a face or a voice. Off: only the person's own yes may.
    pub others_may_show_face: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cooling_hours: 24,
            worry_hours: 24,
            others_may_show_face: false,
        }
    }
}

impl Settings {
    fn rows(self) -> [(&'static str, String); 3] {
        [
            ("cooling_hours", self.cooling_hours.to_string()),
            ("worry_hours", self.worry_hours.to_string()),
            ("others_may_show_face", self.others_may_show_face.to_string()),
        ]
    }

    /// Takes over a stored value; one that cannot be read leaves the default.
    fn take(&mut self, key: &str, value: &str) {
        match key {
            "cooling_hours" => self.cooling_hours = value.parse().unwrap_or(self.cooling_hours),
            "worry_hours" => self.worry_hours = value.parse().unwrap_or(self.worry_hours),
            "others_may_show_face" => self.others_may_show_face = value == "true",
            _ => {}
        }
    }
}

/// The settings as they are.
pub async fn get(db: &Db) -> Result<Settings> {
    read(db.read()).await
}

pub(crate) async fn read<C: ConnectionTrait>(connection: &C) -> Result<Settings> {
    let mut settings = Settings::default();
    for row in table::Entity::find().all(connection).await? {
        settings.take(&row.key, &row.value);
    }
    Ok(settings)
}

/// Sets everything; what changed is noted, by name and value. When others may show a face no more, what they
/// gave ends with it. Answers the stories that show less by that. Whoever calls checks who may.
pub async fn set(tx: &Tx, by: Option<AccountId>, settings: Settings, now: Timestamp) -> Result<Vec<StoryId>> {
    let old = read(tx.inner()).await?;
    let less = if old.others_may_show_face && !settings.others_may_show_face {
        best_interests::end_voices_and_faces(tx, by, now).await?
    } else {
        Vec::new()
    };
    let before = old.rows();
    for ((key, value), (_, old)) in settings.rows().into_iter().zip(before) {
        if value == old {
            continue;
        }
        let row = table::ActiveModel {
            key: Set(key.to_owned()),
            value: Set(value.clone()),
        };
        table::Entity::insert(row)
            .on_conflict(
                OnConflict::column(table::Column::Key)
                    .update_column(table::Column::Value)
                    .to_owned(),
            )
            .exec_without_returning(tx.inner())
            .await?;
        audit::note(
            tx,
            by,
            "setting.set",
            None,
            &format!("{key} {old} -> {value}"),
            now,
        )
        .await?;
    }
    Ok(less)
}
