//! Every word of the recorder and of the page "On this phone".
//! "Safe on this phone" is for what is on its disk, "we have it" for what the server holds byte by byte.
use serde::Serialize;

use super::super::draft::Draft;
use super::Way;
use crate::say;

/// The heading of each scene.
#[derive(Debug, Serialize)]
pub struct Headings {
    ask: String,
    aim: String,
    filming: String,
    look: String,
    sending: String,
    away: String,
    trouble: String,
}

pub fn headings(way: Way) -> Headings {
    let film = way == Way::Film;
    let or = |yes, no| if film { yes } else { no };
    Headings {
        ask: or(say!("easy-recorder-ask-film"), say!("easy-recorder-ask-talk")),
        aim: or(say!("easy-recorder-aim-film"), say!("easy-recorder-aim-talk")),
        filming: or(
            say!("easy-recorder-filming-film"),
            say!("easy-recorder-filming-talk"),
        ),
        look: or(say!("easy-recorder-look-film"), say!("easy-recorder-look-talk")),
        sending: or(
            say!("easy-recorder-sending-film"),
            say!("easy-recorder-sending-talk"),
        ),
        away: or(say!("easy-recorder-away-film"), say!("easy-recorder-away-talk")),
        trouble: say!("easy-recorder-trouble"),
    }
}

/// What each press does.
#[derive(Debug, Serialize)]
pub struct Buttons {
    begin: String,
    camera: String,
    not_now: String,
    record: String,
    stop: String,
    idea: String,
    use_it: String,
    again: String,
    away: String,
    undo: String,
    meanwhile: String,
}

pub fn buttons(way: Way) -> Buttons {
    let film = way == Way::Film;
    let or = |yes, no| if film { yes } else { no };
    Buttons {
        begin: or(say!("easy-recorder-begin-film"), say!("easy-recorder-begin-talk")),
        camera: or(
            say!("easy-recorder-camera-film"),
            say!("easy-recorder-camera-talk"),
        ),
        not_now: say!("easy-recorder-not-now"),
        record: or(
            say!("easy-recorder-record-film"),
            say!("easy-recorder-record-talk"),
        ),
        stop: say!("easy-recorder-stop"),
        idea: say!("easy-recorder-idea"),
        use_it: or(say!("easy-recorder-use-film"), say!("easy-recorder-use-talk")),
        again: or(say!("easy-recorder-again-film"), say!("easy-recorder-again-talk")),
        away: say!("easy-recorder-away"),
        undo: say!("easy-recorder-undo"),
        meanwhile: say!("easy-recorder-meanwhile"),
    }
}

/// One line each, shown as they come true.
pub fn sayings(way: Way) -> Vec<(&'static str, String)> {
    let film = way == Way::Film;
    let or = |yes, no| if film { yes } else { no };
    vec![
        ("heard", say!("easy-recorder-heard")),
        ("quiet", say!("easy-recorder-quiet")),
        ("loud", say!("easy-recorder-loud")),
        ("keeping", say!("easy-recorder-keeping")),
        ("safe-so-far", say!("easy-recorder-safe")),
        ("soft", say!("easy-recorder-soft")),
        ("muted", say!("easy-recorder-muted")),
        ("safe", say!("easy-recorder-safe")),
        ("found", say!("easy-recorder-found")),
        ("left", say!("easy-recorder-left")),
        (
            "unplugged",
            or(
                say!("easy-recorder-unplugged-film"),
                say!("easy-recorder-unplugged-talk"),
            ),
        ),
        ("full", say!("easy-recorder-full")),
        ("most", say!("easy-recorder-most")),
        ("sending", say!("easy-recorder-sending")),
        ("half", say!("easy-recorder-half")),
        ("more", say!("easy-recorder-more")),
        ("nearly", say!("easy-recorder-nearly")),
        ("offline", say!("easy-recorder-offline")),
        ("here", say!("easy-recorder-here")),
    ]
}

/// Something that stops somebody, and what to do then.
#[derive(Debug, Serialize)]
pub struct Trouble {
    key: &'static str,
    picture: &'static str,
    sentences: Vec<String>,
    /// What the button does: a press of the recorder.
    press: &'static str,
    button: String,
    /// Another page that helps.
    link: Option<(String, String)>,
}

fn try_again() -> String {
    say!("easy-recorder-try-again")
}

fn trouble(
    key: &'static str,
    picture: &'static str,
    sentences: Vec<String>,
    press: &'static str,
    button: String,
) -> Trouble {
    Trouble {
        key,
        picture,
        sentences,
        press,
        button,
        link: None,
    }
}

pub fn troubles(way: Way, draft: &Draft) -> Vec<Trouble> {
    let mut all = of_the_camera(way, draft);
    all.extend(of_the_phone());
    all.extend(of_sending());
    all
}

fn of_the_camera(way: Way, draft: &Draft) -> Vec<Trouble> {
    let film = way == Way::Film;
    let talk = film.then(|| (draft.at("talk"), say!("easy-recorder-talk-instead")));
    let used = if film {
        vec![
            say!("easy-recorder-used-camera"),
            say!("easy-recorder-used-by"),
            say!("easy-recorder-used-close"),
        ]
    } else {
        vec![
            say!("easy-recorder-used-microphone"),
            say!("easy-recorder-used-by"),
            say!("easy-recorder-used-close"),
        ]
    };
    let refused = if film {
        vec![
            say!("easy-recorder-refused-camera"),
            say!("easy-recorder-refused-allow"),
            say!("easy-recorder-refused-film"),
        ]
    } else {
        vec![
            say!("easy-recorder-refused-microphone"),
            say!("easy-recorder-refused-allow"),
            say!("easy-recorder-refused-sound"),
        ]
    };
    vec![
        Trouble {
            link: talk,
            ..trouble(
                "no-camera",
                "camera",
                vec![
                    say!("easy-recorder-no-camera"),
                    say!("easy-recorder-no-camera-film"),
                    say!("easy-recorder-no-camera-talk"),
                    say!("easy-recorder-or-ask"),
                ],
                "camera",
                try_again(),
            )
        },
        trouble(
            "no-microphone",
            "talk",
            vec![
                say!("easy-recorder-no-microphone"),
                say!("easy-recorder-no-microphone-heard"),
                say!("easy-recorder-no-camera-film"),
                say!("easy-recorder-or-ask"),
            ],
            "camera",
            try_again(),
        ),
        trouble("refused", "not-sure", refused, "camera", try_again()),
        trouble("in-use", "phone", used, "camera", try_again()),
    ]
}

fn of_the_phone() -> Vec<Trouble> {
    let phone = || Some(("/me/phone".to_owned(), say!("easy-recorder-see-phone")));
    vec![
        Trouble {
            link: phone(),
            ..trouble(
                "little",
                "phone",
                vec![
                    say!("easy-recorder-little"),
                    say!("easy-recorder-little-send"),
                    say!("easy-recorder-little-away"),
                ],
                "camera",
                try_again(),
            )
        },
        Trouble {
            link: phone(),
            ..trouble(
                "full",
                "phone",
                vec![
                    say!("easy-recorder-full-phone"),
                    say!("easy-recorder-full-nothing"),
                    say!("easy-recorder-full-away"),
                ],
                "camera",
                try_again(),
            )
        },
        trouble(
            "short",
            "clock",
            vec![
                say!("easy-recorder-short"),
                say!("easy-recorder-short-red"),
                say!("easy-recorder-short-stop"),
            ],
            "camera",
            try_again(),
        ),
    ]
}

fn of_sending() -> Vec<Trouble> {
    vec![
        Trouble {
            link: Some(("/start".to_owned(), say!("easy-recorder-sign-in"))),
            ..trouble(
                "signed-out",
                "card",
                vec![
                    say!("easy-recorder-signed-out"),
                    say!("easy-recorder-made-safe"),
                    say!("easy-recorder-signed-out-card"),
                ],
                "use",
                say!("easy-recorder-send-it"),
            )
        },
        trouble(
            "too-long",
            "clock",
            vec![
                say!("easy-recorder-too-long"),
                say!("easy-recorder-safe"),
                say!("easy-recorder-too-long-shorter"),
            ],
            "again",
            say!("easy-recorder-make-shorter"),
        ),
        trouble(
            "story-gone",
            "story",
            vec![
                say!("easy-recorder-story-gone"),
                say!("easy-recorder-story-gone-safe"),
                say!("easy-recorder-story-gone-new"),
            ],
            "new-story",
            say!("easy-recorder-new-story"),
        ),
        trouble(
            "not-taken",
            "warning",
            vec![
                say!("easy-recorder-not-taken"),
                say!("easy-recorder-safe"),
                say!("easy-recorder-ask"),
            ],
            "use",
            try_again(),
        ),
        trouble(
            "wrong",
            "warning",
            vec![
                say!("easy-recorder-wrong"),
                say!("easy-recorder-wrong-fault"),
                say!("easy-recorder-made-safe"),
                say!("easy-recorder-wrong-again"),
            ],
            "use",
            try_again(),
        ),
    ]
}

/// The lines of the page "On this phone". `[n]` is a number.
pub fn on_this_phone() -> Vec<(&'static str, String)> {
    vec![
        ("none", say!("easy-recorder-phone-none")),
        ("one", say!("easy-recorder-phone-one")),
        ("many", say!("easy-recorder-phone-many", n = "[n]")),
        ("safe", say!("easy-recorder-phone-safe")),
        ("away", say!("easy-recorder-phone-away")),
        ("sending", say!("easy-recorder-phone-sending")),
        ("offline", say!("easy-recorder-phone-offline")),
        ("here", say!("easy-recorder-here")),
        ("signed-out", say!("easy-recorder-phone-signed-out")),
        ("too-long", say!("easy-recorder-phone-too-long")),
        ("story-gone", say!("easy-recorder-phone-story-gone")),
        ("not-taken", say!("easy-recorder-phone-not-taken")),
        ("wrong", say!("easy-recorder-phone-wrong")),
    ]
}
