//! Every message is there in both languages, is said somewhere, and is easy to read.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use entity::Language;

use super::book::files;
use super::{Args, said, speaking, terms};
use crate::say;

/// Most words of a sentence on a page for storytellers, and of all sentences on average.
const MOST_WORDS: usize = 12;
const MEAN_WORDS: f64 = 8.0;
/// Words that blame, frighten or say nothing to most people.
const NOT_EASY: &[&str] = &[
    "invalid",
    "failed",
    "failure",
    "must",
    "error",
    "forbidden",
    "delete",
    "submit",
    "content",
    "user",
    "upload",
    "authenticate",
    "consent",
    "withdraw",
    "participant",
    "e.g.",
    "i.e.",
    "etc",
    "%",
];

/// Every message of a language: its key, its file, and its text with all its forms.
fn messages(language: Language) -> BTreeMap<String, (String, String)> {
    let mut found = BTreeMap::new();
    for (file, text) in files(language) {
        let mut key = None::<String>;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let begins = line.starts_with(|first: char| first.is_ascii_lowercase());
            if let (true, Some((name, words))) = (begins, line.split_once(" = ")) {
                let room = file.split('/').nth(1).unwrap_or_default().to_owned();
                let before = found.insert(name.to_owned(), (room, words.to_owned()));
                assert!(before.is_none(), "{name} is written twice in {file}");
                key = Some(name.to_owned());
            } else if let Some((_, words)) = key.as_ref().and_then(|key| found.get_mut(key)) {
                assert!(line.is_empty() || line.starts_with([' ', '}']), "{file}: {line}");
                words.push('\n');
                words.push_str(line);
            }
        }
    }
    found
}

/// Names of variables in a text.
fn variables(text: &str) -> BTreeSet<String> {
    let name = |rest: &str| -> String {
        rest.chars()
            .take_while(|sign| sign.is_alphanumeric() || *sign == '_')
            .collect()
    };
    text.split('$').skip(1).map(name).collect()
}

/// Keys that are written out after `start` and a quotation mark anywhere under these folders.
fn said_in(folder: &Path, ending: &str, starts: &[&str], keys: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("assets") {
                said_in(&path, ending, starts, keys);
            }
        } else if path.to_string_lossy().ends_with(ending)
            && !path.ends_with("words/mod.rs")
            && !path.ends_with("words/tests.rs")
        {
            let text = fs::read_to_string(&path).unwrap();
            for start in starts {
                let packed = text.replace("say!(\n", "say!(");
                let after = packed.split(start).skip(1);
                keys.extend(after.filter_map(|rest| {
                    rest.trim_start()
                        .strip_prefix('"')?
                        .split('"')
                        .next()
                        .map(str::to_owned)
                }));
            }
        }
    }
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let (english, welsh) = (messages(Language::English), messages(Language::Welsh));
    let keys = |book: &BTreeMap<String, (String, String)>| -> BTreeSet<_> {
        book.iter()
            .map(|(key, (file, _))| format!("{file}: {key}"))
            .collect()
    };
    let (ours, theirs) = (keys(&english), keys(&welsh));
    assert_eq!(
        ours.difference(&theirs).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "not in Welsh"
    );
    assert_eq!(
        theirs.difference(&ours).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "not in English"
    );
    for (key, (_, words)) in &english {
        assert_eq!(variables(words), variables(&welsh[key].1), "variables of {key}");
    }
}

#[test]
fn every_message_that_is_said_is_written_and_every_one_written_is_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut keys = BTreeSet::new();
    said_in(&root.join("src"), ".rs", &["say!("], &mut keys);
    said_in(&root.join("templates"), ".html", &["say(key="], &mut keys);
    let written: BTreeSet<_> = messages(Language::English).into_keys().collect();
    // The vault says these, and the test beside `refused` knows each.
    let of_vault = written.iter().filter(|key| key.starts_with("easy-refused-"));
    keys.extend(of_vault.cloned());
    assert!(keys.len() > 50, "the reader of keys reads");
    assert_eq!(
        keys.difference(&written).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "nobody wrote them"
    );
    assert_eq!(
        written.difference(&keys).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "nobody says them"
    );
}

#[test]
fn every_message_can_be_read_by_the_book() {
    for &language in Language::ALL {
        for (key, (_, words)) in messages(language) {
            let mut args = Args::new();
            for name in variables(&words) {
                args.set(name, 2);
            }
            let text = said(language, &key, &args);
            assert!(
                text != key && !text.contains('{') && !text.trim().is_empty(),
                "{key}: {text}"
            );
        }
    }
}

#[test]
fn easy_words_are_easy() {
    let (mut all, mut sentences) = (0.0, 0.0);
    let mut wrong = Vec::new();
    for (key, (_, text)) in messages(Language::English) {
        if !key.starts_with("easy-") {
            continue;
        }
        let lines = text
            .lines()
            .filter(|line| !line.ends_with("->") && line.trim() != "}");
        for sentence in lines.flat_map(|line| line.split_inclusive(['.', '?', '!', ':'])) {
            let sentence = sentence
                .split_once(']')
                .map_or(sentence, |(_, form)| form)
                .replace("{ $", "")
                .replace(" }", "");
            let words: Vec<_> = sentence
                .split_whitespace()
                .filter(|word| word.contains(char::is_alphanumeric))
                .collect();
            if words.is_empty() {
                continue;
            }
            let count = u16::try_from(words.len()).unwrap();
            (all, sentences) = (all + f64::from(count), sentences + 1.0);
            if words.len() > MOST_WORDS {
                wrong.push(format!("{key} has {} words: {sentence}", words.len()));
            }
            let low = sentence.to_lowercase();
            let plain = |word: &str| {
                low.split(|sign: char| !sign.is_alphanumeric())
                    .any(|other| other == word)
            };
            for word in NOT_EASY {
                if plain(word) || (!word.chars().all(char::is_alphanumeric) && low.contains(word)) {
                    wrong.push(format!("{key} says {word:?}: {sentence}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let mean = all / sentences;
    assert!(mean <= MEAN_WORDS, "sentences have {mean:.1} words on average");
}

#[tokio::test]
async fn a_request_is_answered_in_its_language_and_welsh_counts_as_welsh_does() {
    let said = |language| speaking(language, async { say!("easy-layout-back") });
    assert_eq!(said(Language::English).await, "Back");
    assert_eq!(said(Language::Welsh).await, "Yn ôl");
    assert_eq!(say!("easy-layout-back"), "Back", "without a reader");
    let minutes = |count| {
        speaking(Language::Welsh, async move {
            say!("easy-date-minutes", count = count)
        })
    };
    let mut all = Vec::new();
    for count in [1, 2, 3] {
        all.push(minutes(count).await);
    }
    assert_eq!(all, ["1 funud", "2 funud", "3 munud"]);
}

#[tokio::test]
async fn lists_are_read_as_each_language_reads_them() {
    use entity::{Audience, Form};
    let said = |language| {
        speaking(language, async {
            [
                terms::list([Audience::Team, Audience::Staff, Audience::Leaders].map(terms::audience)),
                terms::list([Form::Words, Form::Face].map(terms::form)),
                terms::capital(&terms::list([Audience::Public].map(terms::audience))),
                terms::list(Vec::new()),
            ]
        })
    };
    assert_eq!(
        said(Language::English).await,
        [
            "the team who heard me, frontline staff and leaders",
            "my words, and my face and pictures",
            "Everyone",
            "",
        ]
    );
    assert_eq!(
        said(Language::Welsh).await,
        [
            "y tîm a wrandawodd arna i, staff rheng flaen, a hefyd arweinwyr",
            "fy ngeiriau, a hefyd fy wyneb a fy lluniau",
            "Pawb",
            "",
        ]
    );
}

#[test]
fn staff_and_tellers_read_the_same_words_in_english() {
    use entity::concern::Hurt;
    use entity::{Audience, Form, StoryKind, WishKind};
    let own = |all: &[&str]| all.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>();
    let labels: Vec<&str> = Form::ALL.iter().map(|one| one.label()).collect();
    assert_eq!(
        Form::ALL.iter().map(|one| terms::form(*one)).collect::<Vec<_>>(),
        own(&labels)
    );
    let labels: Vec<&str> = Audience::ALL.iter().map(|one| one.label()).collect();
    assert_eq!(
        Audience::ALL
            .iter()
            .map(|one| terms::audience(*one))
            .collect::<Vec<_>>(),
        own(&labels)
    );
    let labels: Vec<&str> = StoryKind::ALL.iter().map(|one| one.label()).collect();
    assert_eq!(
        StoryKind::ALL
            .iter()
            .map(|one| terms::kind(*one))
            .collect::<Vec<_>>(),
        own(&labels)
    );
    let labels: Vec<&str> = Hurt::ALL.iter().map(|one| one.label()).collect();
    assert_eq!(
        Hurt::ALL.iter().map(|one| terms::hurt(*one)).collect::<Vec<_>>(),
        own(&labels)
    );
    let labels: Vec<&str> = WishKind::ALL.iter().map(|one| one.label()).collect();
    assert_eq!(
        WishKind::ALL
            .iter()
            .map(|one| terms::wish(*one))
            .collect::<Vec<_>>(),
        own(&labels)
    );
    assert_eq!(
        (1..=5).map(terms::feeling).collect::<Vec<_>>(),
        own(&entity::FELT)
    );
}
