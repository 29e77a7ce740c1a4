//! An address as a code for the camera of a phone. Must never be given an address that opens a story.
use qrcode::QrCode;
use qrcode::render::svg;

use super::Error;
use super::components::{Html, Words};

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
