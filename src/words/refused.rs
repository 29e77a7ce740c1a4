//! What the vault does not do, in the reader's language. The vault says why in English; the same sentence
//! stands in `locales/en/refused.ftl`, and its Welsh beside it.
//! Must never change an English sentence: what is not written there stays as the vault said it.
use std::collections::HashMap;
use std::sync::LazyLock;

use entity::Language;

use super::book::{Args, files, said};
use super::language::current;

/// The file of these sentences.
const FILE: &str = "en/refused.ftl";

/// The vault's English sentences, and the keys of their messages.
static KEYS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let text = files(Language::English).remove(FILE).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, sentence)| (sentence.to_owned(), key.to_owned()))
        .collect()
});

/// The sentence in the language of this request.
pub fn refused(sentence: &str) -> String {
    match KEYS.get(sentence) {
        Some(key) => said(current(), key, &Args::new()),
        None => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::super::speaking;
    use super::*;

    /// Parts of the vault that refuse nobody but staff.
    const STAFF: &[&str] = &[
        "/account/",
        "/asking/alive.rs",
        "/asking/event.rs",
        "/best_interests/",
        "/capacity/mod.rs",
        "/card/",
        "/citation/",
        "/coding/",
        "/concern/steps.rs",
        "/decision/",
        "/disclosure/",
        "/family/mod.rs",
        "/hold/",
        "/identity/",
        "/insight/",
        "/participant/",
        "/permission/",
        "/project/",
        "/saved_search/",
        "/showcase/",
        "/transcript/kept.rs",
        "/transcript/mod.rs",
    ];
    /// The same for sentences whose other half is for tellers.
    const FOR_STAFF: &str =
        "A record says that they cannot decide this now. Untick it, or record a best-interests decision";

    /// What stands between quotation marks after `Refused(` or `Conflict(`, up to the end of the call.
    fn sentences(text: &str, found: &mut BTreeSet<String>) {
        for call in ["Refused(", "Conflict("] {
            for rest in text.split(call).skip(1) {
                let end = rest.find(");").or_else(|| rest.find("))")).unwrap_or(0);
                let inside = rest.get(..end).unwrap_or_default();
                let marked = inside.split('"').skip(1).step_by(2);
                let whole = |words: &str| {
                    let lines = words.split("\\\n").map(str::trim_start);
                    lines.collect::<String>()
                };
                found.extend(marked.map(whole).filter(|words| words.contains(' ')));
            }
        }
    }

    fn collect(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                if !name.ends_with("/tests") {
                    collect(&path, found);
                }
            } else if path.extension().is_some_and(|kind| kind == "rs")
                && !STAFF.iter().any(|part| name.contains(part))
            {
                sentences(&fs::read_to_string(&path).unwrap(), found);
            }
        }
    }

    #[test]
    fn every_refusal_that_a_teller_can_read_is_written_in_both_languages() {
        let vault = Path::new(env!("CARGO_MANIFEST_DIR")).join("entity/src");
        let mut found = BTreeSet::new();
        collect(&vault, &mut found);
        found.remove(FOR_STAFF);
        assert!(found.len() > 15, "the reader of refusals reads: {found:?}");
        let written: BTreeSet<String> = KEYS.keys().cloned().collect();
        let missing: Vec<_> = found.difference(&written).collect();
        assert_eq!(missing, Vec::<&String>::new(), "not in refused.ftl");
        let nobody: Vec<_> = written.difference(&found).collect();
        assert_eq!(nobody, Vec::<&String>::new(), "the vault does not say it");
    }

    #[tokio::test]
    async fn a_refusal_is_said_in_welsh_and_one_that_is_not_written_stays_as_it_is() {
        let said = speaking(Language::Welsh, async {
            (refused("The 30 days are over."), refused("Only for staff."))
        });
        assert_eq!(
            said.await,
            (
                "Mae'r 30 diwrnod ar ben.".to_owned(),
                "Only for staff.".to_owned()
            )
        );
        assert_eq!(refused("The 30 days are over."), "The 30 days are over.");
    }
}
