//! What hides names in a teller's stories: the teller's own, unless that name may be shown; and always those of
//! the other people who are or were in their family, whatever those said. Two read the words whole: the teller,
//! whose words they are, and the safeguarding lead, who has to know who is meant in a story that is held. The
//! capture team does not: a member may be known to another team only. A name on a family's list is hidden in
//! every form it has.
//!
//! A pseudonym hides nobody who is known by name somewhere else under it. So a story whose name was ever given to
//! somebody beyond the team has none: whoever does not get its name reads [`NOBODY`] and [`SOMEBODY_ELSE`] there,
//! and the pseudonym stands on the others alone. Only the team, who know both, read it on all of them.
use std::collections::{HashMap, HashSet};

use sea_orm::ConnectionTrait;

use super::read::{facts, rows_of};
use super::shown::Called;
use super::table;
use crate::identity::{self, Identity, SOMEBODY_ELSE};
use crate::mask::Mask;
use crate::participant::table as person;
use crate::policy::{Answer, Facts, decide};
use crate::{Audience, Db, Form, Forms, ParticipantId, Result, Role, StoryId, Timestamp, Viewer, family};

/// What a teller is called who is called nothing.
pub(crate) const NOBODY: &str = "Somebody";

/// Whether a yes to the teller's name ever went beyond the team. What ended counts: somebody read it by then.
pub(crate) fn was_named(answers: &[Answer]) -> bool {
    let beyond = |answer: &Answer| answer.form == Form::Name && answer.audience != Audience::Team;
    answers.iter().any(|answer| answer.yes && beyond(answer))
}

/// What somebody gets of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sight {
    pub forms: Forms,
    /// The names of the family stand in it.
    whole: bool,
    /// The pseudonym may stand where the name does not.
    pseudonym: bool,
}

impl Sight {
    /// What the rule gives a viewer now.
    pub fn of(viewer: &Viewer, facts: &Facts, now: Timestamp) -> Self {
        let teller = viewer.participant() == Some(facts.participant);
        let lead = facts.held && viewer.role() == Some(Role::Safeguarding);
        Self {
            forms: decide(viewer, facts, now),
            whole: teller || lead,
            pseudonym: viewer.is_on(facts.project) || !was_named(&facts.answers),
        }
    }

    /// All of it, for its teller.
    pub fn own() -> Self {
        Self {
            forms: Forms::ALL,
            whole: true,
            pseudonym: true,
        }
    }

    /// These forms of a story, for anybody but those who read it whole.
    pub fn cut(facts: &Facts, forms: Forms) -> Self {
        Self {
            forms,
            whole: false,
            pseudonym: !was_named(&facts.answers),
        }
    }
}

/// The names that a teller's stories can hold.
pub(crate) struct Names {
    own: Option<Identity>,
    pseudonym: String,
    family: Vec<String>,
}

impl Names {
    /// What the teller is called for somebody with this sight.
    pub fn teller(&self, sight: Sight) -> (&str, Called) {
        match &self.own {
            Some(own) if sight.forms.name => (&own.known_as, Called::Name),
            _ if sight.pseudonym => (&self.pseudonym, Called::Pseudonym),
            _ => (NOBODY, Called::Nothing),
        }
    }

    /// What hides the names that this sight does not have.
    pub fn mask(&self, sight: Sight) -> Mask {
        let instead = if sight.pseudonym {
            self.pseudonym.as_str()
        } else {
            SOMEBODY_ELSE
        };
        let mask = match &self.own {
            Some(own) if !sight.forms.name => own.mask(instead),
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

    /// What hides names in words that others wrote: the family's always, and the teller's where it is not seen.
    /// It never says the pseudonym: what turned into it would be the name behind it.
    pub fn in_others_words(&self, seen: bool) -> Mask {
        let mut forms = Forms::default();
        if seen {
            forms.add(Form::Name);
        }
        self.mask(Sight {
            forms,
            whole: false,
            pseudonym: false,
        })
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
