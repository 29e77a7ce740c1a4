//! What the closed lists of the vault are called on a teller's page, in the language of the request.
//! Their own labels are English, for staff. Must never decide which of them somebody gets.
use entity::concern::Hurt;
use entity::{Audience, Form, StoryKind, WishKind};

use crate::say;

/// "My words".
pub fn form(form: Form) -> String {
    match form {
        Form::Words => say!("easy-terms-form-words"),
        Form::Voice => say!("easy-terms-form-voice"),
        Form::Face => say!("easy-terms-form-face"),
        Form::Name => say!("easy-terms-form-name"),
    }
}

/// "People who plan services".
pub fn audience(audience: Audience) -> String {
    match audience {
        Audience::Team => say!("easy-terms-audience-team"),
        Audience::Planners => say!("easy-terms-audience-planners"),
        Audience::Staff => say!("easy-terms-audience-staff"),
        Audience::Leaders => say!("easy-terms-audience-leaders"),
        Audience::Public => say!("easy-terms-audience-public"),
    }
}

/// What they do, in a sentence for the teller who may let them see a story.
pub fn audience_does(audience: Audience) -> String {
    match audience {
        Audience::Team => say!("easy-terms-does-team"),
        Audience::Planners => say!("easy-terms-does-planners"),
        Audience::Staff => say!("easy-terms-does-staff"),
        Audience::Leaders => say!("easy-terms-does-leaders"),
        Audience::Public => say!("easy-terms-does-public"),
    }
}

/// A face of the feeling scale, 1 (very sad) to 5 (very happy); nothing for any other number.
pub fn feeling(value: i32) -> String {
    match value {
        1 => say!("easy-terms-felt-1"),
        2 => say!("easy-terms-felt-2"),
        3 => say!("easy-terms-felt-3"),
        4 => say!("easy-terms-felt-4"),
        5 => say!("easy-terms-felt-5"),
        _ => String::new(),
    }
}

/// "Life story".
pub fn kind(kind: StoryKind) -> String {
    match kind {
        StoryKind::LifeStory => say!("easy-terms-kind-life-story"),
        StoryKind::Interview => say!("easy-terms-kind-interview"),
        StoryKind::Video => say!("easy-terms-kind-video"),
    }
}

/// "Someone hurts me".
pub fn hurt(hurt: Hurt) -> String {
    match hurt {
        Hurt::Body => say!("easy-terms-hurt-body"),
        Hurt::Money => say!("easy-terms-hurt-money"),
        Hurt::Unkind => say!("easy-terms-hurt-unkind"),
        Hurt::Touch => say!("easy-terms-hurt-touch"),
        Hurt::Alone => say!("easy-terms-hurt-alone"),
        Hurt::Other => say!("easy-terms-hurt-other"),
    }
}

/// "Keep my stories".
pub fn wish(wish: WishKind) -> String {
    match wish {
        WishKind::Keep => say!("easy-terms-wish-keep"),
        WishKind::TakeBack => say!("easy-terms-wish-take-back"),
        WishKind::Ask => say!("easy-terms-wish-ask"),
    }
}

/// A group of people; what a council wrote itself stays as it is.
pub fn group(name: &str) -> String {
    match name {
        "Adults with a learning disability" => say!("easy-terms-group-learning"),
        "Older people" => say!("easy-terms-group-older"),
        "Carers" => say!("easy-terms-group-carers"),
        "Parents" => say!("easy-terms-group-parents"),
        "Young people" => say!("easy-terms-group-young"),
        "Care leavers" => say!("easy-terms-group-care-leavers"),
        "Whole families" => say!("easy-terms-group-families"),
        own => own.to_owned(),
    }
}

/// An age band; any other stays as it is.
pub fn age(band: &str) -> String {
    match band {
        entity::UNDER_18 => say!("easy-terms-age-under-18"),
        "18 to 24" => say!("easy-terms-age-18"),
        "25 to 44" => say!("easy-terms-age-25"),
        "45 to 64" => say!("easy-terms-age-45"),
        "65 to 79" => say!("easy-terms-age-65"),
        "80 and over" => say!("easy-terms-age-80"),
        own => own.to_owned(),
    }
}

/// Names as the inside of a sentence: "the team who heard me, frontline staff and leaders".
pub fn list(names: impl IntoIterator<Item = String>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| small(&name)).collect();
    let Some(last) = names.pop() else {
        return String::new();
    };
    if names.is_empty() {
        return last;
    }
    let before = names.join(", ");
    // "my words, and my face and pictures": the comma keeps apart what has an "and" of its own.
    if last.contains(" and ") {
        say!("easy-terms-list-apart", before = before, last = last)
    } else {
        say!("easy-terms-list", before = before, last = last)
    }
}

/// The same words with a capital, to begin a sentence or to stand alone.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The same words inside a sentence.
pub fn small(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}
