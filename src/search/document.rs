//! A story of the vault as a document of the index.
use entity::StoryId;
use entity::story::Document;
use tantivy::{TantivyDocument, Term};

use super::schema::Fields;
use super::themes::Themes;

/// The term that names one story.
pub(super) fn name(fields: &Fields, id: StoryId) -> Term {
    Term::from_field_text(fields.id, &id.to_string())
}

/// The document of a story.
pub(super) fn write(fields: &Fields, themes: &Themes, story: &Document) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    let (high, low) = story.id.0.as_u64_pair();
    document.add_text(fields.id, story.id.to_string());
    document.add_u64(fields.id_high, high);
    document.add_u64(fields.id_low, low);
    document.add_text(fields.title, &story.title);
    document.add_text(fields.words, &story.words);
    for theme in themes.with_ancestors(&story.themes) {
        document.add_text(fields.theme, theme.to_string());
    }
    for (field, value) in [
        (fields.kind, story.kind.as_str()),
        (fields.place, story.place.trim()),
        (fields.group, &story.group),
        (fields.age_band, &story.age_band),
    ] {
        if !value.is_empty() {
            document.add_text(field, value);
        }
    }
    document.add_i64(fields.told_at, story.told_at.0);
    document.add_text(fields.project, story.project.to_string());
    for until in &fields.until {
        let Some(reader) = story
            .readers
            .iter()
            .find(|reader| reader.audience == until.audience)
        else {
            continue;
        };
        document.add_i64(until.any, reader.anything_until);
        if let Some(words) = reader.words_until {
            document.add_i64(until.words, words);
        }
    }
    document
}
