//! Every pair of colours that stand on each other is far enough apart, in each of a person's colours: words 7 to 1
//! (WCAG 1.4.6), edges and the ring of what has the focus 3 to 1 (1.4.11).
use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../templates/assets/scss/_tokens.scss");

/// Words and what they stand on.
const WORDS: &[(&str, &str)] = &[
    ("ink", "cream"),
    ("ink", "paper"),
    ("ink", "brand-tint"),
    ("ink", "success-tint"),
    ("secondary", "cream"),
    ("secondary", "paper"),
    ("link", "cream"),
    ("link", "paper"),
    ("link", "brand-tint"),
    ("link", "success-tint"),
    ("visited", "cream"),
    ("visited", "paper"),
    ("visited", "brand-tint"),
    ("visited", "success-tint"),
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("on-brand", "brand"),
    ("brand", "brand-tint"),
    ("error", "cream"),
    ("error", "paper"),
    ("on-error", "error"),
    ("success", "cream"),
    ("success", "paper"),
    ("on-mark", "mark"),
    ("halo-ink", "halo"),
];
/// Edges and what they stand on.
const EDGES: &[(&str, &str)] = &[
    ("border", "cream"),
    ("border", "paper"),
    ("brand", "cream"),
    ("brand", "paper"),
    ("success", "success-tint"),
    ("error", "paper"),
    ("primary", "cream"),
    ("primary", "paper"),
];

/// The values of a mixin, with those it includes before it.
fn palette(name: &str) -> BTreeMap<&'static str, &'static str> {
    let start = format!("@mixin {name} {{");
    let body = TOKENS.split(&start).nth(1).expect("the mixin is there");
    let body = body.split("\n}").next().unwrap();
    let mut found = BTreeMap::new();
    for line in body.lines().map(str::trim) {
        if let Some(other) = line.strip_prefix("@include ") {
            found.extend(palette(other.trim_end_matches(';')));
        } else if let Some((token, value)) = line.strip_prefix("--").and_then(|line| line.split_once(": ")) {
            found.insert(token, value.trim_end_matches(';'));
        }
    }
    // Those that every theme has from the first one.
    if name != "cream" {
        for (token, value) in palette("cream") {
            found.entry(token).or_insert(value);
        }
    }
    found
}

/// Relative luminance of "#rrggbb" (WCAG 2).
fn light(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = u8::from_str_radix(colour.get(at..at + 2).unwrap(), 16).unwrap();
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn too_close(name: &str, pairs: &[(&str, &str)], least: f64) -> Vec<String> {
    let palette = palette(name);
    let found = pairs.iter().filter_map(|(front, ground)| {
        let far = contrast(palette[front], palette[ground]);
        (far < least).then(|| format!("{name}: {front} on {ground} is {far:.2}"))
    });
    found.collect()
}

#[test]
fn every_colour_can_be_read_in_each_of_a_persons_colours() {
    let mut wrong = Vec::new();
    for name in ["cream", "white", "dark", "contrast", "more", "more-dark"] {
        wrong.extend(too_close(name, WORDS, 7.0));
        wrong.extend(too_close(name, EDGES, 3.0));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Two rings, one dark and one bright: on each ground one of them shows.
#[test]
fn the_ring_of_what_has_the_focus_shows_on_every_ground() {
    for name in ["cream", "white", "dark", "contrast", "more", "more-dark"] {
        let palette = palette(name);
        for ground in ["cream", "paper", "primary", "brand-tint", "error"] {
            let best = contrast(palette["halo"], palette[ground])
                .max(contrast(palette["halo-ink"], palette[ground]));
            assert!(best >= 3.0, "{name} on {ground}: {best:.2}");
        }
    }
}

#[test]
fn a_known_contrast_is_what_others_say_it_is() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.001);
    assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.01);
}
