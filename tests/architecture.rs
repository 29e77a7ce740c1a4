//! Reads the source as text and holds it to the house rules: floors, sizes, templates.
//! Must never run the program.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what a test stumbles over is its report"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules that may use each other, from the ground up. A module uses its own group and lower floors.
const FLOORS: &[(u8, &[&str])] = &[
    (0, &["config", "clock", "folder", "telemetry"]),
    (1, &["words"]),
    (2, &["search"]),
    (2, &["media"]),
    (2, &["jobs"]),
    (2, &["journal"]),
    (2, &["mail"]),
    (3, &["web", "state"]),
    (4, &["features"]),
    (5, &["main", "lib", "cli", "app", "routes", "demo"]),
];
const MOST_LINES: usize = 400;
/// Markup that is already clean may be printed as it is, here only.
const MAY_PRINT_MARKUP: &[&str] = &["components/rich_text.html"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under `folder` with this ending, except what npm and the build bring.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir()
                && !["node_modules", "dist", "target"]
                    .iter()
                    .any(|&skip| name == skip)
            {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn short(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().into_owned()
}

fn floor(module: &str) -> Option<(usize, u8)> {
    FLOORS
        .iter()
        .position(|(_, group)| group.contains(&module))
        .map(|at| (at, FLOORS[at].0))
}

/// `src/features/home/mod.rs` -> `features::home`.
fn module_of(path: &Path) -> Vec<String> {
    let mut parts: Vec<String> = path
        .strip_prefix(root().join("src"))
        .unwrap()
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// The code of a file without its comments.
fn code(text: &str) -> String {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every path that this code names by `crate::` or `super::`, from the crate's root, two words deep.
fn named_paths(module: &[String], text: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let code = code(text);
    for (at, _) in code.match_indices("crate::") {
        if !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
            branch(&code[at + "crate::".len()..], &[], &mut paths);
        }
    }
    for (at, _) in code.match_indices("super::") {
        if code[..at].ends_with("super::") {
            continue;
        }
        let mut rest = &code[at..];
        let mut up = 0;
        while let Some(next) = rest.strip_prefix("super::") {
            (rest, up) = (next, up + 1);
        }
        // In `pub(super)` and `mod tests` the way up ends inside the file; such names are no modules.
        branch(rest, &module[..module.len().saturating_sub(up)], &mut paths);
    }
    paths
}

/// Follows `a::b`, `a::{b, c::d}` and `{a, b::c}` to two words below `base`.
fn branch(rest: &str, base: &[String], paths: &mut Vec<Vec<String>>) {
    if base.len() >= 2 {
        paths.push(base.to_vec());
        return;
    }
    if let Some(group) = rest.strip_prefix('{') {
        let (mut depth, mut start) = (1, 0);
        for (at, sign) in group.char_indices() {
            match sign {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if (sign == ',' && depth == 1) || depth == 0 {
                branch(group[start..at].trim(), base, paths);
                start = at + 1;
            }
            if depth == 0 {
                break;
            }
        }
        return;
    }
    let word: String = rest
        .chars()
        .take_while(|&sign| sign.is_alphanumeric() || sign == '_')
        .collect();
    if word.is_empty() {
        return;
    }
    let mut path = base.to_vec();
    path.push(word.clone());
    match rest[word.len()..].strip_prefix("::") {
        Some(more) if path.len() < 2 => {
            let before = paths.len();
            branch(more, &path, paths);
            if paths.len() == before {
                paths.push(path);
            }
        }
        _ => paths.push(path),
    }
}

#[test]
fn no_file_reaches_up_or_sideways() {
    let mut wrong = Vec::new();
    for file in files("src", ".rs") {
        let module = module_of(&file);
        let (group, own) =
            floor(&module[0]).unwrap_or_else(|| panic!("give {} a floor in FLOORS", module[0]));
        for path in named_paths(&module, &fs::read_to_string(&file).unwrap()) {
            // Names that are no top module are items of the file itself.
            let Some((other, theirs)) = floor(&path[0]) else {
                continue;
            };
            let sideways = other != group && theirs >= own;
            let features = root().join("src/features");
            let neighbour = path[0] == "features"
                && module[0] == "features"
                && module.len() > 1
                && path.len() > 1
                && path[1] != module[1]
                && (features.join(&path[1]).is_dir() || features.join(format!("{}.rs", path[1])).is_file());
            if sideways || neighbour {
                wrong.push(format!("{} uses {}", short(&file), path.join("::")));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "a file may use its own folder and lower floors:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_reader_of_paths_sees_them_all() {
    let module = ["features".to_owned(), "home".to_owned()];
    let text = "use crate::web::{Page, a::B};\nuse crate::{state::State, features::accounts::x};\n\
        fn f() { super::accounts::g(); crate::app::run() } // crate::cli::no\npub(super) mod x;";
    let found: BTreeSet<String> = named_paths(&module, text)
        .iter()
        .map(|path| path.join("::"))
        .collect();
    let expected = [
        "app::run",
        "features::accounts",
        "state::State",
        "web::Page",
        "web::a",
    ];
    assert_eq!(found, expected.map(str::to_owned).into());
}

#[test]
fn every_file_can_be_read_in_one_sitting() {
    let mut wrong = Vec::new();
    for folder in ["src", "entity/src", "migration/src", "tests"] {
        for file in files(folder, ".rs") {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            if lines > MOST_LINES {
                wrong.push(format!("{} has {lines} lines", short(&file)));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "split what is longer than {MOST_LINES} lines:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_module_says_what_it_is_for() {
    let folders = ["src", "entity/src", "migration/src"];
    let silent: Vec<_> = folders
        .iter()
        .flat_map(|folder| files(folder, ".rs"))
        .filter(|file| !fs::read_to_string(file).unwrap().starts_with("//! "))
        .map(|file| short(&file))
        .collect();
    assert!(silent.is_empty(), "begin with //! lines:\n{}", silent.join("\n"));
}

#[test]
fn only_the_media_store_the_index_and_the_journal_write_files() {
    let writers = [
        "fs::write(",
        "File::create(",
        "OpenOptions::new(",
        "fs::rename(",
        "fs::copy(",
        "fs::remove_file(",
    ];
    let wrong: Vec<_> = files("src", ".rs")
        .into_iter()
        .filter(|file| !["media", "folder"].contains(&module_of(file)[0].as_str()))
        .filter(|file| module_of(file) != ["search", "home"] && module_of(file) != ["journal", "file"])
        .filter(|file| {
            let text = fs::read_to_string(file).unwrap();
            let code = code(text.split("#[cfg(test)]").next().unwrap());
            writers.iter().any(|writer| code.contains(writer))
        })
        .map(|file| short(&file))
        .collect();
    assert!(
        wrong.is_empty(),
        "files are written by src/media, the index by src/search/home.rs, the journal by src/journal/file.rs, \
         the lock by src/folder.rs:\n{}",
        wrong.join("\n")
    );
}

fn template_name(path: &Path) -> String {
    path.strip_prefix(root().join("templates"))
        .unwrap()
        .to_string_lossy()
        .into_owned()
}

#[test]
fn every_template_escapes_by_itself() {
    // The engine escapes by the ending of the name; `a.html.tera` would come out raw.
    let odd: Vec<_> = files("templates", ".tera")
        .iter()
        .map(|path| template_name(path))
        .collect();
    assert!(odd.is_empty(), "name templates *.html: {odd:?}");
    let mut wrong = Vec::new();
    for path in files("templates", ".html") {
        let text = fs::read_to_string(&path).unwrap();
        let packed: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
        let raw = packed.contains("|safe") || packed.contains("autoescapefalse");
        if raw && !MAY_PRINT_MARKUP.contains(&template_name(&path).as_str()) {
            wrong.push(template_name(&path));
        }
    }
    assert!(
        wrong.is_empty(),
        "| safe belongs in {MAY_PRINT_MARKUP:?} only: {wrong:?}"
    );
}

#[test]
fn no_template_carries_script_or_style() {
    let mut wrong = Vec::new();
    for path in files("templates", ".html") {
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        for tag in text
            .split('<')
            .skip(1)
            .map(|tag| tag.split('>').next().unwrap_or_default())
        {
            let words = tag.split_whitespace().skip(1);
            let attribute = words.into_iter().any(|word| {
                let name = word.split('=').next().unwrap_or_default();
                word.contains('=')
                    && (name == "style" || (name.starts_with("on") && name.chars().all(char::is_alphabetic)))
            });
            let script = tag.starts_with("script") && !tag.contains(" src=");
            if attribute || script || tag.starts_with("style") {
                wrong.push(format!("{}: <{tag}>", template_name(&path)));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "the content policy forbids it:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_page_has_its_template_and_every_template_its_page() {
    let mut named = BTreeSet::new();
    for file in files("src", ".rs") {
        let text = fs::read_to_string(&file).unwrap();
        for (end, _) in text.match_indices(".html\"") {
            let start = text[..end].rfind('"').map_or(0, |quote| quote + 1);
            let name = format!("{}.html", &text[start..end]);
            if name.contains('/') && !name.contains(char::is_whitespace) {
                named.insert(name);
            }
        }
    }
    let there: BTreeSet<String> = files("templates", ".html")
        .iter()
        .map(|path| template_name(path))
        .collect();
    // Layouts, components and parts (_name.html) are named by other templates.
    let is_page = |name: &String| {
        let part = Path::new(name)
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('_'));
        !part && !name.starts_with("components/") && !name.starts_with("layouts/")
    };
    let pages: BTreeSet<String> = there.iter().filter(|name| is_page(name)).cloned().collect();
    let missing: Vec<_> = named.difference(&there).collect();
    let unused: Vec<_> = pages.difference(&named).collect();
    assert!(
        missing.is_empty(),
        "named in src, not under templates/: {missing:?}"
    );
    assert!(
        unused.is_empty(),
        "under templates/, named by no page: {unused:?}"
    );
}
