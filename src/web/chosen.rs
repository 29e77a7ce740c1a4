//! How the pages look for whoever is asking: what the person chose for themselves, else what was chosen on
//! this device before anybody signed in. Printed on `<html>`; the stylesheet does the rest.
//! Must never keep a person's choice on a device: others use it too.
use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use entity::choices::Choices;
use entity::{Colours, Letters};
use serde_json::Value;

use super::components::Attrs;
use super::session;
use crate::state::State;

/// Names the cookie that keeps colours and letters for a device: "dark.big", a dash for what was not chosen.
pub const COOKIE: &str = "firsthand_looks";
const DAYS: i64 = 365;
const NOTHING: &str = "-";

/// What was chosen on this device.
pub fn of_device(request: &HttpRequest) -> Choices {
    request
        .cookie(COOKIE)
        .map(|cookie| read(cookie.value()))
        .unwrap_or_default()
}

fn read(value: &str) -> Choices {
    let (colours, size) = value.split_once('.').unwrap_or_default();
    Choices {
        colours: colours.parse().ok(),
        size: size.parse().ok(),
        ..Choices::default()
    }
}

/// The cookie that keeps colours and letters on this device; without either it goes.
pub fn cookie(state: &State, choices: &Choices) -> Cookie<'static> {
    let age = match (choices.colours, choices.size) {
        (None, None) => Duration::ZERO,
        _ => Duration::days(DAYS),
    };
    let colours = choices.colours.map_or(NOTHING, Colours::as_str);
    let size = choices.size.map_or(NOTHING, Letters::as_str);
    session::built(state, COOKIE, format!("{colours}.{size}"), age)
}

/// The person's choices, and the device's where the person made none.
pub(super) fn over(own: Choices, device: Choices) -> Choices {
    Choices {
        colours: own.colours.or(device.colours),
        size: own.size.or(device.size),
        ..own
    }
}

/// What `<html>` says of them; nothing where nothing was chosen.
pub(super) fn attrs(choices: &Choices) -> Attrs {
    let mut attrs = Attrs::default();
    for (name, word) in [
        ("data-colours", choices.colours.map(Colours::as_str)),
        ("data-size", choices.size.map(Letters::as_str)),
        ("data-pictures", choices.pictures.map(entity::Pictures::as_str)),
    ] {
        if let Some(word) = word {
            attrs = attrs.with(name, word);
        }
    }
    attrs.flag("data-calm", choices.is_calm())
}

/// Takes the still of every film out of a page that is to be calm: it shows a face before anybody asked.
pub(super) fn without_faces(page: &mut Value) {
    match page {
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                if name == "poster" {
                    *field = Value::Null;
                } else {
                    without_faces(field);
                }
            }
        }
        Value::Array(parts) => parts.iter_mut().for_each(without_faces),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_device_keeps_is_read_back_and_anything_else_is_nothing() {
        let kept = read("dark.very_big");
        assert_eq!(
            (kept.colours, kept.size),
            (Some(Colours::Dark), Some(Letters::VeryBig))
        );
        for odd in ["", "dark", ".", "-.-", "pink.huge", "dark.big.more"] {
            let kept = read(odd);
            assert!(kept.size.is_none(), "{odd}");
        }
    }

    #[test]
    fn the_persons_own_choice_goes_before_the_devices() {
        let own = Choices {
            colours: Some(Colours::White),
            ..Choices::default()
        };
        let both = over(own, read("dark.big"));
        assert_eq!(
            (both.colours, both.size),
            (Some(Colours::White), Some(Letters::Big))
        );
    }

    #[test]
    fn a_calm_page_has_no_still_of_a_film_anywhere() {
        let mut page = json!({"poster": "/a", "cards": [{"poster": "/b", "title": "x"}]});
        without_faces(&mut page);
        assert_eq!(
            page,
            json!({"poster": null, "cards": [{"poster": null, "title": "x"}]})
        );
    }
}
