//! Listens: what of the planted stands in an answer, a file or a line of the log, and whether it may.
//! Every song is kept to the end, so that one open wall does not hide another.
use std::collections::{BTreeMap, BTreeSet};

use entity::Role;

use super::face::faces;
use super::shapes::{ALSO, KIN, NAME, Person};
use super::sound::sounds;
use super::world::World;

/// How many different songs are told of; the rest is a number.
const TOLD: usize = 40;

/// What was heard that nobody should have heard, and what was heard rightly.
#[derive(Default)]
pub struct Songs {
    /// What and to whom: where first, and how often.
    wrong: BTreeMap<(String, String), (String, usize)>,
    /// The words of what was planted, and who read them.
    pub read: BTreeMap<usize, BTreeSet<Person>>,
    /// Its face, and who saw it.
    pub seen: BTreeSet<(usize, Person)>,
    /// Its sound, and who heard it.
    pub heard: BTreeSet<(usize, Person)>,
}

impl Songs {
    /// A canary sang.
    pub fn wrong(&mut self, what: impl Into<String>, whom: impl Into<String>, place: &str) {
        let song = self.wrong.entry((what.into(), whom.into()));
        song.or_insert_with(|| (place.to_owned(), 0)).1 += 1;
    }

    /// Listens to an answer that somebody got.
    pub fn answer(&mut self, world: &World, person: Person, place: &str, bytes: &[u8], headers: &str) {
        for number in faces(world, bytes) {
            self.seen.insert((number, person));
            if !world.planted[number].is_for(person) {
                let what = format!("the face of {:?}", world.planted[number].shape);
                self.wrong(what, format!("{person:?}"), place);
            }
        }
        for number in sounds(world, bytes) {
            self.heard.insert((number, person));
            if !world.planted[number].is_for(person) {
                let what = format!("the sound of {:?}", world.planted[number].shape);
                self.wrong(what, format!("{person:?}"), place);
            }
        }
        for (part, text) in [
            ("", String::from_utf8_lossy(bytes)),
            (", headers", headers.into()),
        ] {
            let text = text.to_ascii_lowercase();
            for number in secrets(&text) {
                let Some(planted) = world.planted.get(number) else {
                    continue;
                };
                self.read.entry(number).or_default().insert(person);
                if !planted.is_for(person) {
                    let what = format!("the words of {:?}{part}", planted.shape);
                    self.wrong(what, format!("{person:?}"), place);
                }
            }
            for number in hashes(world, &text) {
                if !world.planted[number].is_for(person) {
                    let what = format!("the hash of a file of {:?}{part}", world.planted[number].shape);
                    self.wrong(what, format!("{person:?}"), place);
                }
            }
            for name in OTHERS.iter().filter(|(_, knows)| !knows.contains(&person)) {
                if text.contains(name.0) {
                    self.wrong(format!("{}{part}", name.0), format!("{person:?}"), place);
                }
            }
            // Bytes are opaque: the name in them stands for a face or a voice, not for words.
            // The safeguarding lead works with the person behind a held story, the helper sits beside them.
            let knows = matches!(
                person,
                Person::Teller | Person::Helper | Person::Staff(Role::Safeguarding)
            );
            if !knows && (!place.starts_with("/media/") || !part.is_empty()) {
                for name in [NAME, KIN, ALSO] {
                    if text.contains(&name.to_ascii_lowercase()) {
                        self.wrong(format!("{name}{part}"), format!("{person:?}"), place);
                    }
                }
            }
        }
    }

    /// Listens to a text in which nothing planted may stand, whoever reads it.
    pub fn silent(&mut self, world: &World, place: &str, text: &str, but: &[&str]) {
        let text = text.to_ascii_lowercase();
        for number in secrets(&text) {
            if let Some(planted) = world.planted.get(number) {
                self.wrong(
                    format!("the words of {:?}", planted.shape),
                    "whoever reads it",
                    place,
                );
            }
        }
        for name in NAMES.iter().filter(|name| !but.contains(name)) {
            if text.contains(&name.to_ascii_lowercase()) {
                self.wrong(*name, "whoever reads it", place);
            }
        }
    }

    /// What was heard elsewhere.
    pub fn take(&mut self, other: Self) {
        for ((what, whom), (place, times)) in other.wrong {
            self.wrong.entry((what, whom)).or_insert((place, 0)).1 += times;
        }
        for (number, people) in other.read {
            self.read.entry(number).or_default().extend(people);
        }
        self.seen.extend(other.seen);
        self.heard.extend(other.heard);
    }

    /// Nothing sang, or the test ends here and says what did.
    pub fn are_none(&self) {
        let told = self.wrong.iter().take(TOLD);
        let lines: Vec<String> = told
            .map(|((what, whom), (place, times))| format!("{what} to {whom}: {times} times, first {place}"))
            .collect();
        let more = self.wrong.len().saturating_sub(lines.len());
        assert!(
            lines.is_empty(),
            "the canary sang ({more} more):\n{}",
            lines.join("\n")
        );
    }
}

/// What a person may be known by, here: no log and no open table says it.
const NAMES: [&str; 8] = [
    NAME,
    KIN,
    ALSO,
    "Wyvernly",
    "Margotte",
    "Annabel",
    "home.example",
    "findword",
];

/// How the others are known and reached, in small letters, and who may read it. The team that wrote an address
/// down reads it; the safeguarding lead has to reach the person.
const OTHERS: [(&str, &[Person]); 4] = [
    ("wyvernly", &[Person::Staff(Role::Safeguarding)]),
    ("margotte", &[Person::Staff(Role::Safeguarding)]),
    (
        "annabel",
        &[Person::Staff(Role::Safeguarding), Person::OtherTeller],
    ),
    (
        "@home.example",
        &[
            Person::Staff(Role::Safeguarding),
            Person::Team,
            Person::OtherTeam,
            Person::Teller,
            Person::OtherTeller,
        ],
    ),
];

/// The numbers of the secrets in a text in small letters.
pub fn secrets(text: &str) -> BTreeSet<usize> {
    let number = |(at, _): (usize, &str)| {
        let digits: String = text[at + 6..].chars().take_while(char::is_ascii_digit).collect();
        let ends = text[at + 6 + digits.len()..].starts_with('q');
        digits.parse().ok().filter(|_| ends)
    };
    text.match_indices("canary").filter_map(number).collect()
}

/// Whose files have their hash in a text in small letters.
fn hashes(world: &World, text: &str) -> BTreeSet<usize> {
    let parts = text.split(|sign: char| !sign.is_ascii_hexdigit());
    let long = parts.filter(|part| part.len() >= 64);
    long.filter_map(|part| world.hashes.get(part).copied()).collect()
}
