//! An address as a code for the camera of a phone. Must never be given an address that opens a story.
use entity::Language;
use qrcode::QrCode;
use qrcode::render::svg;
use serde::Serialize;

use super::Error;
use super::components::{Html, Words};
use crate::say;
use crate::words;

/// What stands on a card beside its code, in the language of whose card it is.
#[derive(Debug, Serialize)]
pub struct CardWords {
    language: &'static str,
    name: String,
    title: String,
    need_help: String,
    /// Whom to ask, as a sentence; empty when nobody is named.
    helper: String,
    camera: String,
    code: String,
    press: String,
    keep: String,
}

impl CardWords {
    /// For a card that names this helper, or nobody.
    pub fn of(language: Language, helper: &str) -> Self {
        words::for_now(language, || Self {
            language: language.as_str(),
            name: say!("easy-reaching-print-card"),
            title: say!("easy-mine-title"),
            need_help: say!("easy-reaching-print-need"),
            helper: if helper.is_empty() {
                String::new()
            } else {
                say!("easy-reaching-print-ask", helper = helper)
            },
            camera: say!("easy-reaching-print-camera"),
            code: say!("easy-reaching-print-code"),
            press: say!("easy-reaching-print-press"),
            keep: say!("easy-reaching-print-keep"),
        })
    }
}

/// The drawing of an address, for a page that is printed.
pub fn of(link: &str) -> Result<Words, Error> {
    let code = QrCode::new(link).map_err(anyhow::Error::from)?;
    let drawing = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    // Inside a page the drawing begins at its own element.
    let element = drawing
        .find("<svg")
        .and_then(|at| drawing.get(at..))
        .unwrap_or_default();
    Ok(Html::rendered(element.to_owned()).into())
}
