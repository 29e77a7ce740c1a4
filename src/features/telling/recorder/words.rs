//! Every word of the recorder and of the page "On this phone".
//! "Safe on this phone" is for what is on its disk, "we have it" for what the server holds byte by byte.
use serde::Serialize;

use super::super::draft::Draft;
use super::Way;

/// The heading of each scene.
#[derive(Debug, Serialize)]
pub struct Headings {
    ask: &'static str,
    aim: &'static str,
    filming: &'static str,
    look: &'static str,
    sending: &'static str,
    away: &'static str,
    trouble: &'static str,
}

pub fn headings(way: Way) -> Headings {
    let film = way == Way::Film;
    let or = |yes, no| if film { yes } else { no };
    Headings {
        ask: or("We want to use the camera.", "We want to use the microphone."),
        aim: or("You can see yourself now.", "Say hello."),
        filming: or("You are filming now.", "We are listening now."),
        look: or("You made a film.", "You told your story."),
        sending: or("Your film is on its way.", "Your story is on its way."),
        away: or("You put your film away.", "You put it away."),
        trouble: "Let us try another way.",
    }
}

/// What each press does.
#[derive(Debug, Serialize)]
pub struct Buttons {
    begin: &'static str,
    camera: &'static str,
    not_now: &'static str,
    record: &'static str,
    stop: &'static str,
    idea: &'static str,
    use_it: &'static str,
    again: &'static str,
    away: &'static str,
    undo: &'static str,
    meanwhile: &'static str,
}

pub fn buttons(way: Way) -> Buttons {
    let film = way == Way::Film;
    let or = |yes, no| if film { yes } else { no };
    Buttons {
        begin: or("Film here", "Talk here"),
        camera: or("Turn on the camera", "Turn on the microphone"),
        not_now: "Not now",
        record: or("Start filming", "Start talking"),
        stop: "Stop",
        idea: "Next idea",
        use_it: or("Use this film", "Use this"),
        again: or("Film it again", "Say it again"),
        away: "Put it away",
        undo: "Bring it back",
        meanwhile: "Go on while we send it",
    }
}

/// One line each, shown as they come true.
pub fn sayings(way: Way) -> Vec<(&'static str, &'static str)> {
    let film = way == Way::Film;
    let or = |yes, no| if film { yes } else { no };
    vec![
        ("heard", "We can hear you."),
        ("quiet", "We cannot hear you yet. Come closer."),
        ("loud", "You are loud. That is all right."),
        ("keeping", "We are keeping it now."),
        ("safe-so-far", "It is safe on this phone."),
        ("soft", "It is 3 minutes long now. Stop when you like."),
        ("muted", "We cannot hear you just now. Is there a call?"),
        ("safe", "It is safe on this phone."),
        ("found", "You made this before. It is safe on this phone."),
        (
            "left",
            "You left the page, so we stopped. What you said is safe on this phone.",
        ),
        (
            "unplugged",
            or(
                "The camera stopped. What you said is safe on this phone.",
                "The microphone stopped. What you said is safe on this phone.",
            ),
        ),
        (
            "full",
            "This phone is full, so we stopped. What you said before is safe.",
        ),
        (
            "most",
            "It is very long, so we stopped. All of it is safe on this phone.",
        ),
        ("sending", "We are sending it now. It is safe on this phone."),
        ("half", "Nearly half of it is sent."),
        ("more", "More than half of it is sent."),
        ("nearly", "It is nearly all sent."),
        (
            "offline",
            "There is no internet. It is safe on this phone. Keep this page open. We will send it when the internet is back.",
        ),
        ("here", "We have it."),
    ]
}

/// Something that stops somebody, and what to do then.
#[derive(Debug, Serialize)]
pub struct Trouble {
    key: &'static str,
    picture: &'static str,
    sentences: &'static [&'static str],
    /// What the button does: a press of the recorder.
    press: &'static str,
    button: &'static str,
    /// Another page that helps.
    link: Option<(String, &'static str)>,
}

const AGAIN: &str = "Try again";

fn trouble(
    key: &'static str,
    picture: &'static str,
    sentences: &'static [&'static str],
    press: &'static str,
    button: &'static str,
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
    let talk = film.then(|| (draft.at("talk"), "Talk instead"));
    let used: &'static [&'static str] = if film {
        &[
            "Something else uses the camera.",
            "It can be a call, or another app.",
            "Close it. Then try again.",
        ]
    } else {
        &[
            "Something else uses the microphone.",
            "It can be a call, or another app.",
            "Close it. Then try again.",
        ]
    };
    let refused: &'static [&'static str] = if film {
        &[
            "Your phone did not let us use the camera.",
            "Try again, and press Allow.",
            "Or choose a film from your phone.",
        ]
    } else {
        &[
            "Your phone did not let us use the microphone.",
            "Try again, and press Allow.",
            "Or choose a sound from your phone.",
        ]
    };
    vec![
        Trouble {
            link: talk,
            ..trouble(
                "no-camera",
                "camera",
                &[
                    "We cannot find a camera.",
                    "You can choose a film from your phone.",
                    "You can talk or write.",
                    "Or ask someone to help you.",
                ],
                "camera",
                AGAIN,
            )
        },
        trouble(
            "no-microphone",
            "talk",
            &[
                "We cannot find a microphone.",
                "So we could not hear you.",
                "You can choose a film from your phone.",
                "Or ask someone to help you.",
            ],
            "camera",
            AGAIN,
        ),
        trouble("refused", "not-sure", refused, "camera", AGAIN),
        trouble("in-use", "phone", used, "camera", AGAIN),
    ]
}

fn of_the_phone() -> Vec<Trouble> {
    let phone = || Some(("/me/phone".to_owned(), "See what is on this phone"));
    vec![
        Trouble {
            link: phone(),
            ..trouble(
                "little",
                "phone",
                &[
                    "There is little room on this phone.",
                    "Send what waits here first.",
                    "Or take some old films away.",
                ],
                "camera",
                AGAIN,
            )
        },
        Trouble {
            link: phone(),
            ..trouble(
                "full",
                "phone",
                &[
                    "This phone is full.",
                    "Nothing could be kept.",
                    "Take some old films away. Then try again.",
                ],
                "camera",
                AGAIN,
            )
        },
        trouble(
            "short",
            "clock",
            &[
                "That was too short. Nothing was kept.",
                "Press the red button. Then tell us.",
                "Press Stop when you finish.",
            ],
            "camera",
            AGAIN,
        ),
    ]
}

fn of_sending() -> Vec<Trouble> {
    vec![
        Trouble {
            link: Some(("/start".to_owned(), "Sign in again")),
            ..trouble(
                "signed-out",
                "card",
                &[
                    "You are signed out.",
                    "What you made is safe on this phone.",
                    "Use your card. Then we send it.",
                ],
                "use",
                "Send it",
            )
        },
        trouble(
            "too-long",
            "clock",
            &[
                "It is too long to send.",
                "It is safe on this phone.",
                "Make a shorter one. Or ask us to help.",
            ],
            "again",
            "Make a shorter one",
        ),
        trouble(
            "story-gone",
            "story",
            &[
                "This story was sent already.",
                "What you made now is safe on this phone.",
                "You can make a new story with it.",
            ],
            "new-story",
            "Make a new story",
        ),
        trouble(
            "not-taken",
            "warning",
            &[
                "We could not use it.",
                "It is safe on this phone.",
                "Ask someone to help you.",
            ],
            "use",
            AGAIN,
        ),
        trouble(
            "wrong",
            "warning",
            &[
                "Something went wrong.",
                "It was not your fault.",
                "What you made is safe on this phone.",
                "Try again.",
            ],
            "use",
            AGAIN,
        ),
    ]
}

/// The lines of the page "On this phone". `[n]` is a number.
pub const ON_THIS_PHONE: &[(&str, &str)] = &[
    ("none", "0 left on this phone."),
    ("one", "1 left on this phone."),
    ("many", "[n] left on this phone."),
    ("safe", "It is safe on this phone. It is not sent yet."),
    ("away", "You put it away. It stays here for 30 days."),
    ("sending", "We are sending it now. Keep this page open."),
    (
        "offline",
        "There is no internet. It is safe on this phone. We will send it when the internet is back.",
    ),
    ("here", "We have it."),
    ("signed-out", "You are signed out. Use your card. Then send it."),
    (
        "too-long",
        "It is too long to send. It is safe on this phone. Ask us to help.",
    ),
    (
        "story-gone",
        "This story was sent already. It is safe on this phone. Ask us to help.",
    ),
    (
        "not-taken",
        "We could not use it. It is safe on this phone. Ask us to help.",
    ),
    (
        "wrong",
        "Something went wrong. It was not your fault. It is safe on this phone. Try again.",
    ),
];
