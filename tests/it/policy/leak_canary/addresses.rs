//! Every address there is: each pattern of the table with each id, and each page with each word searched for.
//! New routes are asked without anyone adding them here.
use std::collections::BTreeSet;

use entity::Audience;
use firsthand::routes;
use firsthand::web::table::Listed;
use reqwest::Method;

use super::world::World;

/// An id that nothing has.
pub const NOBODY: &str = "0192f0c0-0000-7000-8000-000000000000";
/// A word that nobody said.
pub const NO_WORD: &str = "findwordnobodyx";

/// What stands for a parameter of an address.
enum Fill {
    Ids,
    Audiences,
    First,
    Topics,
}

/// How each parameter is filled. A name that is not here stops the crawl: a route that is asked for with the
/// wrong thing says 404 to everybody, and would never sing.
fn fill(name: &str) -> Fill {
    match name {
        "id" | "asset" | "story" | "upload" | "file" | "card" | "coding" | "token" | "path"
        | "permission" | "photo" => Fill::Ids,
        "topic" => Fill::Topics,
        "audience" => Fill::Audiences,
        "number" | "position" => Fill::First,
        other => panic!("say here what fills {{{other}}}, and plant some of it in world.rs"),
    }
}

/// The names of the parameters of a pattern, in order.
fn names(pattern: &str) -> Vec<&str> {
    let parts = pattern.split('/').filter_map(|part| part.strip_prefix('{'));
    parts
        .map(|part| part.trim_end_matches('}').split(':').next().unwrap())
        .collect()
}

/// A route of the table, asked for in all ways.
#[derive(Clone, Debug)]
pub struct Asked {
    /// With `{}` where an id stands; the same for every id.
    pub form: String,
    /// The id or the word in it.
    pub with: Option<String>,
}

impl Asked {
    pub fn path(&self) -> String {
        self.form.replace("{}", self.with.as_deref().unwrap_or_default())
    }

    /// The same with another id or word.
    pub fn but(&self, with: &str) -> Self {
        Self {
            with: Some(with.to_owned()),
            ..self.clone()
        }
    }
}

/// The rows of the table that read.
pub fn readings() -> Vec<Listed> {
    let rows = routes::table().list().into_iter();
    rows.filter(|row| row.method == Method::GET.as_str()).collect()
}

/// The addresses of a row; `{}` stands for an id.
pub fn forms(row: &Listed) -> BTreeSet<String> {
    let mut partly = vec![row.pattern.to_owned()];
    for name in names(row.pattern) {
        let fills: Vec<&str> = match fill(name) {
            Fill::Ids => vec!["\u{1}"],
            Fill::First => vec!["1"],
            Fill::Topics => vec!["home"],
            Fill::Audiences => Audience::ALL.iter().map(|audience| audience.as_str()).collect(),
        };
        let filled = |path: &String| -> Vec<String> {
            let (before, rest) = path.split_once('{').unwrap();
            let after = rest.split_once('}').unwrap().1;
            fills
                .iter()
                .map(|fill| format!("{before}{fill}{after}"))
                .collect()
        };
        partly = partly.iter().flat_map(filled).collect();
    }
    let mut forms: BTreeSet<String> = partly.iter().map(|path| path.replace('\u{1}', "{}")).collect();
    if row.pattern.ends_with("words.vtt") {
        for audience in Audience::ALL {
            forms.extend(
                partly
                    .iter()
                    .map(|path| format!("{}?as={audience}", path.replace('\u{1}', "{}"))),
            );
        }
    }
    forms
}

/// A reading with each of these ids; one without ids as it is, and with each word searched for.
pub fn asked<'a>(world: &World, row: &Listed, ids: impl Iterator<Item = &'a String> + Clone) -> Vec<Asked> {
    let mut found = Vec::new();
    for form in forms(row) {
        let one = |form: &str, with: Option<&str>| Asked {
            form: form.to_owned(),
            with: with.map(str::to_owned),
        };
        if form.contains("{}") {
            found.extend(ids.clone().map(|id| one(&form, Some(id))));
        } else {
            found.push(one(&form, None));
            let search = format!("{form}?q={{}}");
            found.extend(
                world
                    .planted
                    .iter()
                    .map(|planted| one(&search, Some(&planted.find))),
            );
        }
    }
    found
}

#[test]
#[should_panic(expected = "say here what fills {nobody_knows}")]
fn a_parameter_that_nobody_knows_stops_the_crawl() {
    for name in names("/me/{id}/{nobody_knows}") {
        fill(name);
    }
}
