//! The made-up council as it is written in media/demo/council.json.
use std::collections::BTreeMap;

use anyhow::Context as _;
use entity::{Audience, Form, HoldGround, ProjectKind, Relative, Role, Service, StoryKind};
use rust_embed::RustEmbed;
use serde::Deserialize;

/// The words, clips and pictures made for the demo.
#[derive(RustEmbed)]
#[folder = "media/demo"]
struct Files;

/// Everything in the file.
#[derive(Debug, Deserialize)]
pub(super) struct CouncilFile {
    pub council: Council,
    pub accounts: Vec<AccountLine>,
    pub projects: Vec<ProjectLine>,
    pub participants: Vec<ParticipantLine>,
    pub stories: Vec<StoryLine>,
    pub showcases: Vec<ShowcaseLine>,
    pub decisions: Vec<DecisionLine>,
    pub insights: Vec<InsightLine>,
    pub saved_searches: Vec<SavedLine>,
    pub families: Vec<FamilyLine>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Council {
    pub name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct AccountLine {
    pub key: String,
    pub name: String,
    pub email: String,
    pub role: Role,
}

#[derive(Debug, Deserialize)]
pub(super) struct ProjectLine {
    pub key: String,
    pub name: String,
    pub kind: ProjectKind,
    pub about: String,
    pub lawful_basis: String,
    pub special_condition: String,
    pub retention_months: i32,
    pub approval_reference: Option<String>,
    pub members: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ParticipantLine {
    pub key: String,
    pub known_as: String,
    pub real_name: String,
    pub other_names: Vec<String>,
    pub pseudonym: String,
    pub group: String,
    pub place: String,
    pub age_band: String,
    pub project: String,
    pub card: Option<CardLine>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CardLine {
    pub helper_name: String,
    pub picture: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct StoryLine {
    pub key: String,
    pub kind: StoryKind,
    pub participant: String,
    pub title: String,
    pub words: String,
    pub told_days_ago: i64,
    pub place: String,
    pub feeling: Option<i32>,
    pub about: Vec<String>,
    pub codings: Vec<CodingLine>,
    pub how_told: String,
    pub helper: Option<HelperLine>,
    pub minutes: i64,
    pub consent: ConsentLine,
    pub status: StatusWord,
    pub hold_ground: Option<String>,
    pub media: Option<String>,
    pub captions: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CodingLine {
    pub theme: String,
    pub quote: Option<String>,
    pub framework: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct HelperLine {
    pub name: String,
    pub how: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct ConsentLine {
    pub answers: BTreeMap<Audience, Vec<Form>>,
    pub until_days: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StatusWord {
    Draft,
    Waiting,
    Released,
    Withdrawn,
    Held,
}

#[derive(Debug, Deserialize)]
pub(super) struct ShowcaseLine {
    pub title: String,
    pub why: String,
    pub audience: Audience,
    pub question: String,
    pub items: Vec<ItemLine>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ItemLine {
    pub story: String,
    pub why: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct DecisionLine {
    pub by: String,
    pub title: String,
    pub question: String,
    pub decided: String,
    pub change: String,
    pub is_final: bool,
    pub items: Vec<ItemLine>,
}

#[derive(Debug, Deserialize)]
pub(super) struct InsightLine {
    pub by: String,
    pub claim: String,
    pub grounds: String,
    #[serde(rename = "for")]
    pub speaks_for: Vec<ItemLine>,
    pub against: Vec<ItemLine>,
}

#[derive(Debug, Deserialize)]
pub(super) struct SavedLine {
    pub by: String,
    pub name: String,
    pub words: String,
    /// Keys of the council's themes.
    pub themes: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FamilyLine {
    /// When its members were asked, before the newest story.
    pub asked_days_ago: i64,
    pub members: Vec<MemberLine>,
}

#[derive(Debug, Deserialize)]
pub(super) struct MemberLine {
    pub participant: String,
    pub relation: Relative,
    pub service: Service,
    /// For whom their stories may stand beside the others'; nobody when they declined.
    pub yes: Vec<Audience>,
}

/// Reads the council.
pub(super) fn council() -> anyhow::Result<CouncilFile> {
    serde_json::from_slice(&bytes("council.json")?).context("media/demo/council.json does not read")
}

/// A clip, picture or caption file.
pub(super) fn bytes(name: &str) -> anyhow::Result<Vec<u8>> {
    let file = Files::get(name).with_context(|| format!("media/demo/{name} is missing"))?;
    Ok(file.data.into_owned())
}

/// The ground that the file names in words.
pub(super) fn ground(text: Option<&str>) -> HoldGround {
    match text {
        Some("someone else could be known") => HoldGround::OtherPerson,
        Some("capacity being looked at") => HoldGround::Capacity,
        _ => HoldGround::Safety,
    }
}
