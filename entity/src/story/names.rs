//! What hides names in a teller's stories: the teller's own, unless that name may be shown; and always those of
//! the other people who are or were in their family, whatever those said. Two read the words whole: the teller, whose words they
//! are, and the safeguarding lead, who has to know who is meant in a story that is held. The capture team does
//! not: a member may be known to another team only. A name on a family's list is hidden in every form it has.
use std::collections::{HashMap, HashSet};

use sea_orm::ConnectionTrait;

use super::read::{facts, rows_of};
use super::table;
use crate::identity::{self, Identity, SOMEBODY_ELSE};
use crate::mask::Mask;
use crate::participant::table as person;
use crate::policy::{Facts, decide};
use crate::{Db, Forms, ParticipantId, Result, Role, StoryId, Timestamp, Viewer, family};

/// What somebody gets of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sight {
    pub forms: Forms,
    /// The names of the family stand in it.
    whole: bool,
}

impl Sight {
    /// What the rule gives a viewer now.
    pub fn of(viewer: &Viewer, facts: &Facts, now: Timestamp) -> Self {
        let teller = viewer.participant() == Some(facts.participant);
        let lead = facts.held && viewer.role() == Some(Role::Safeguarding);
        Self {
            forms: decide(viewer, facts, now),
            whole: teller || lead,
        }
    }

    /// All of it, for its teller.
    pub fn own() -> Self {
        Self {
            forms: Forms::ALL,
            whole: true,
        }
    }

    /// These forms, for anybody but those who read it whole.
    pub fn cut(forms: Forms) -> Self {
        Self { forms, whole: false }
    }
}

/// The names that a teller's stories can hold.
pub(crate) struct Names {
    own: Option<Identity>,
    pseudonym: String,
    family: Vec<String>,
}

impl Names {
    /// What the teller is called for somebody with these forms.
    pub fn teller(&self, forms: Forms) -> &str {
        match &self.own {
            Some(own) if forms.name => &own.known_as,
            _ => &self.pseudonym,
        }
    }

    /// What hides the names that this sight does not have.
    pub fn mask(&self, sight: Sight) -> Mask {
        let mask = match &self.own {
            Some(own) if !sight.forms.name => own.mask(&self.pseudonym),
            _ => Mask::nothing(),
        };
        if sight.whole || self.family.is_empty() {
            return mask;
        }
        let mask = mask.and(self.family.iter().map(String::as_str), SOMEBODY_ELSE);
        match &self.own {
            // A family shares its last name: the teller's own may stand where it may be shown, as a whole.
            Some(own) if sight.forms.name => mask.but_not([own.real_name.as_str()]),
            _ => mask,
        }
    }

    /// What hides every name.
    pub fn unnamed(&self) -> Mask {
        self.mask(Sight::cut(Forms::default()))
    }
}

/// The names for the stories of these people; of each once, however many there are.
pub(super) async fn of_people<C: ConnectionTrait>(
    connection: &C,
    people: &HashMap<ParticipantId, person::Model>,
) -> Result<HashMap<ParticipantId, Names>> {
    let kin = family::once::kin(connection, people).await?;
    let wanted: HashSet<ParticipantId> = people.keys().chain(kin.values().flatten()).copied().collect();
    let identities = identity::of(connection, wanted.into_iter().collect()).await?;
    Ok(people
        .iter()
        .map(|(id, person)| {
            let others = kin.get(id).into_iter().flatten();
            let family = others
                .filter_map(|other| identities.get(other))
                .flat_map(Identity::names)
                .map(str::to_owned)
                .collect();
            let names = Names {
                own: identities.get(id).cloned(),
                pseudonym: person.pseudonym.clone(),
                family,
            };
            (*id, names)
        })
        .collect())
}

/// The names for these stories, whoever may see them.
pub(crate) async fn names<C: ConnectionTrait>(
    connection: &C,
    rows: &[table::Model],
) -> Result<HashMap<ParticipantId, Names>> {
    of_people(connection, &super::read::people(connection, rows).await?).await
}

/// The same, by the ids of the stories.
pub(crate) async fn names_of<C: ConnectionTrait>(
    connection: &C,
    stories: &[StoryId],
) -> Result<HashMap<ParticipantId, Names>> {
    names(connection, &rows_of(connection, stories).await?).await
}

/// The forms of a story that the viewer gets, and what hides the names in its words for them.
pub(crate) async fn mask_for(
    db: &Db,
    viewer: &Viewer,
    row: &table::Model,
    now: Timestamp,
) -> Result<(Forms, Mask)> {
    let sight = Sight::of(viewer, &facts(db, row.id).await?, now);
    let names = names(db.read(), std::slice::from_ref(row)).await?;
    let mask = names
        .get(&row.participant_id)
        .map_or_else(Mask::nothing, |names| names.mask(sight));
    Ok((sight.forms, mask))
}
