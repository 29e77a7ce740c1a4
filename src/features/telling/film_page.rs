//! The page where a story is filmed or talked: the recorder, the phone's own camera, a file.
//! Must never offer the recorder without the others: they work on every phone, and without scripts.
use entity::AssetId;
use serde::Serialize;

use super::STEPS;
use super::draft::Draft;
use super::prompts::Idea;
use super::recorder::{Recorder, Way};
use crate::say;
use crate::web::components::FileUpload;
use crate::web::step::Step;
use crate::web::{Form, Invalid, Page, Who};

/// Where a problem with the file is shown.
pub const FILE: &str = "film-camera";

#[derive(Debug, Serialize)]
pub struct FilmPage {
    step: Step,
    action: String,
    /// In the page itself, where scripts run; not for a story that was sent.
    recorder: Option<Recorder>,
    /// Not for a file that may be no film.
    camera: Option<FileUpload>,
    choose: FileUpload,
    /// The words of the button that sends a file.
    send: String,
    /// There is a film already; it stays until the new one is here.
    keeps: bool,
    /// The recordings that a new one takes the place of.
    knows: String,
    /// The way to tell it without a film; nothing when it was told already.
    write: Option<String>,
    to: String,
}

impl Page for FilmPage {
    const TEMPLATE: &'static str = "telling/film.html";
    const IN_WELSH: bool = true;

    fn has_errors(&self) -> bool {
        self.step.has_errors()
    }
}

impl FilmPage {
    pub fn new(way: Way, draft: &Draft, who: &Who, there: &[AssetId], form: &Form, errors: &Invalid) -> Self {
        let (keeps, sent) = (draft.has_film(), draft.is_sent());
        let heading = match (way, draft.is_film(), sent, keeps) {
            (_, false, true, _) => say!("easy-telling-send-again"),
            (Way::Film, true, true, _) | (Way::Film, _, false, true) => say!("easy-telling-film-again"),
            (Way::Film, _, false, false) => say!("easy-telling-film-it"),
            (Way::Talk, _, _, true) => say!("easy-telling-say-again"),
            (Way::Talk, _, _, false) => say!("easy-telling-voice"),
        };
        let step = if sent {
            Step::new(heading, draft.sent_at())
        } else {
            let back = match (way, keeps) {
                (_, true) => way.path(),
                (Way::Film, false) => "ready",
                (Way::Talk, false) => "ready?way=talk",
            };
            Step::new(heading, draft.at(back)).part(3, STEPS)
        };
        let (camera, choose) = inputs(way, sent && !draft.is_film(), errors.message(FILE));
        let knows: Vec<String> = there.iter().map(ToString::to_string).collect();
        let knows = knows.join(" ");
        let next = draft.at(if form.get("to") == "check" {
            "check"
        } else {
            "feeling"
        });
        let whose = who.whose().filter(|_| !sent);
        Self {
            step: step.errors(errors),
            action: draft.at(way.path()),
            recorder: whose.map(|whose| Recorder::new(way, draft, whose, knows.clone(), next)),
            send: match (&camera, way) {
                (Some(_), Way::Film) => say!("easy-telling-send-film"),
                _ => say!("easy-telling-send-it"),
            },
            camera,
            choose,
            keeps: keeps && !sent,
            knows,
            write: (!sent).then(|| draft.at("way")),
            to: form.typed("to"),
        }
    }
}

impl FilmPage {
    /// With these ideas for somebody who does not know what to say.
    pub fn offering(mut self, ideas: Vec<Idea>) -> Self {
        if let Some(recorder) = &mut self.recorder {
            recorder.ideas = ideas;
        }
        self
    }
}

/// The phone's own camera or recorder, and a file that is there already.
fn inputs(way: Way, any: bool, problem: Option<&str>) -> (Option<FileUpload>, FileUpload) {
    let (camera, choose, kinds) = match way {
        _ if any => (None, say!("easy-telling-choose-any"), "video/*,audio/*,image/*"),
        Way::Film => (
            Some(say!("easy-telling-camera")),
            say!("easy-telling-choose-film"),
            "video/*",
        ),
        Way::Talk => (
            Some(say!("easy-telling-phone-recorder")),
            say!("easy-telling-choose-sound"),
            "audio/*",
        ),
    };
    let choose = FileUpload::new("film", choose).accept(kinds);
    let Some(camera) = camera else {
        return (None, choose.id(FILE).error(problem));
    };
    let camera = FileUpload::new("film", camera)
        .id(FILE)
        .accept(kinds)
        .capture("user");
    (Some(camera.error(problem)), choose.id("film-choose"))
}
