//! Reads the index as it lies on the disk, without the program: what is written in it, and for whom.
//! A page is cut a second time when it is made; here every layer stands alone.
use entity::Audience;
use firsthand::state::State;
use tantivy::schema::{FieldType, IndexRecordOption};
use tantivy::{DocSet as _, Index, SegmentReader, TERMINATED, TantivyDocument};

use super::shapes::{ALSO, KIN, NAME, Person, Shape};
use super::songs::{Songs, secrets};
use super::world::World;

/// Whoever stands for an audience.
fn reader(audience: Audience) -> Person {
    use entity::Role::{Commissioner, Frontline, Leader};
    match audience {
        Audience::Team => Person::Team,
        Audience::Planners => Person::Staff(Commissioner),
        Audience::Staff => Person::Staff(Frontline),
        Audience::Leaders => Person::Staff(Leader),
        Audience::Public => Person::Stranger,
    }
}

/// Listens to every term of every document that can be found, in the house in which somebody pressed everything;
/// answers how many documents had a secret.
pub fn listen(world: &World, state: &State, presser: Option<Person>, songs: &mut Songs) -> usize {
    let folder = state.config.data.index();
    let name = std::fs::read_to_string(folder.join("current")).unwrap();
    let index = Index::open_in_dir(folder.join(name.trim())).unwrap();
    let searcher = index.reader().unwrap().searcher();
    let mut heard = 0;
    for segment in searcher.segment_readers() {
        heard += words(world, state, segment, (presser, songs));
        let store = segment.get_store_reader(1).unwrap();
        for document in segment.doc_ids_alive() {
            let document: TantivyDocument = store.get(document).unwrap();
            if document.field_values().next().is_some() {
                songs.wrong(
                    "a text that can be read",
                    "whoever has the disk",
                    "the index, its documents",
                );
            }
        }
    }
    heard
}

fn words(
    world: &World,
    state: &State,
    segment: &SegmentReader,
    (presser, songs): (Option<Person>, &mut Songs),
) -> usize {
    let mut heard = 0;
    let schema = segment.schema().clone();
    for (field, entry) in schema.fields() {
        let FieldType::Str(_) = entry.field_type() else {
            continue;
        };
        let terms = segment.inverted_index(field).unwrap();
        let mut stream = terms.terms().stream().unwrap();
        while stream.advance() {
            let term = String::from_utf8_lossy(stream.key()).to_ascii_lowercase();
            let numbers = secrets(&term);
            let names = [NAME, KIN, ALSO].map(|name| term.contains(&name.to_ascii_lowercase()));
            if numbers.is_empty() && !names.contains(&true) {
                continue;
            }
            let place = format!("the index, the term {term:?} of {}", entry.name());
            let mut documents = terms
                .read_postings_from_terminfo(stream.value(), IndexRecordOption::Basic)
                .unwrap();
            while documents.doc() != TERMINATED {
                let document = documents.doc();
                documents.advance();
                if segment.is_deleted(document) {
                    continue;
                }
                heard += 1;
                for (name, there) in [NAME, KIN, ALSO].into_iter().zip(names) {
                    if there {
                        songs.wrong(name, "whoever searches", &place);
                    }
                }
                let hidden = |number: &&usize| !world.planted[**number].is_shown_by(presser);
                for number in numbers.iter().filter(hidden) {
                    found(world, state, (segment, document), *number, (&place, songs));
                }
            }
        }
    }
    heard
}

/// Whom a document is for, by its own columns.
fn found(
    world: &World,
    state: &State,
    (segment, document): (&SegmentReader, u32),
    number: usize,
    (place, songs): (&str, &mut Songs),
) {
    let planted = &world.planted[number];
    for audience in Audience::ALL {
        let person = reader(*audience);
        for (column, may) in [
            ("any_until", planted.is_known_to(person)),
            ("words_until", planted.is_for(person)),
        ] {
            let until = segment
                .fast_fields()
                .i64(&format!("{column}_{audience}"))
                .unwrap();
            if until.first(document).is_some_and(|until| until > state.now().0) && !may {
                let what = format!("{column} of {:?}", planted.shape);
                songs.wrong(what, format!("{person:?}"), place);
            }
        }
    }
    // What nobody but its teller may find has no business there.
    let someone = Audience::ALL
        .iter()
        .any(|audience| planted.is_for(reader(*audience)));
    if !someone && planted.shape.only().is_none() && planted.shape != Shape::Ended {
        songs.wrong(format!("the words of {:?}", planted.shape), "the index", place);
    }
}
