//! The fields of the index. It holds terms, never readable text, and for every audience until
//! when it may find a story. Change [`SCHEMA_VERSION`] with any change here or in [`super::analysis`].
use entity::Audience;
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::RAW_TOKENIZER_NAME;

use super::analysis::TOKENIZER;

/// An index of another version is rebuilt when it is opened. 2: no pseudonym where the name was ever given.
pub(super) const SCHEMA_VERSION: u32 = 2;

/// The names of the columns that are counted, in the order of [`Fields::facets`].
pub(super) const FACETS: [&str; 5] = ["theme", "kind", "place", "group", "age_band"];

pub(super) const TOLD_AT: &str = "told_at";
pub(super) const ID_HIGH: &str = "id_high";
pub(super) const ID_LOW: &str = "id_low";

/// Until when an audience may find a story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Until {
    pub audience: Audience,
    /// By its words; no value when never.
    pub words: Field,
    /// By anything about it.
    pub any: Field,
}

/// Every field.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    /// The story's id as text, to replace it by.
    pub id: Field,
    /// The two halves of the id, to answer with.
    pub id_high: Field,
    pub id_low: Field,
    pub title: Field,
    pub words: Field,
    pub theme: Field,
    pub kind: Field,
    pub place: Field,
    pub group: Field,
    pub age_band: Field,
    pub told_at: Field,
    pub project: Field,
    pub until: Vec<Until>,
}

/// The schema and its fields.
pub(super) fn build() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    let counted = TextOptions::default()
        .set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(RAW_TOKENIZER_NAME)
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic),
        )
        .set_fast(RAW_TOKENIZER_NAME);
    let number = NumericOptions::default().set_fast();
    let until = Audience::ALL
        .iter()
        .map(|audience| Until {
            audience: *audience,
            words: builder.add_i64_field(&format!("words_until_{audience}"), number.clone()),
            any: builder.add_i64_field(&format!("any_until_{audience}"), number.clone()),
        })
        .collect();
    let fields = Fields {
        id: builder.add_text_field("id", STRING),
        id_high: builder.add_u64_field(ID_HIGH, number.clone()),
        id_low: builder.add_u64_field(ID_LOW, number.clone()),
        title: builder.add_text_field("title", text.clone()),
        words: builder.add_text_field("words", text),
        theme: builder.add_text_field("theme", counted.clone()),
        kind: builder.add_text_field("kind", counted.clone()),
        place: builder.add_text_field("place", counted.clone()),
        group: builder.add_text_field("group", counted.clone()),
        age_band: builder.add_text_field("age_band", counted),
        told_at: builder.add_i64_field(TOLD_AT, number),
        project: builder.add_text_field("project", STRING),
        until,
    };
    (builder.build(), fields)
}
