//! The second step: the notes of the interview, where and when it was, how it felt, who helped, files.
use entity::participant::Participant;
use entity::story::Visit;
use entity::{StoryId, Timestamp};
use jiff::civil::Date;
use serde::Serialize;

use super::consent::moment;
use crate::web::components::{
    BackLink, Button, DateInput, ErrorSummary, FileUpload, Input, Select, Textarea,
};
use crate::web::{Fields, Form, Invalid, Page, dates};

const TITLE: usize = 120;
/// Some thirty thousand words.
const WORDS: usize = 200_000;
const FEELINGS: &[(&str, &str)] = &[
    ("5", "Very happy"),
    ("4", "Happy"),
    ("3", "OK"),
    ("2", "Sad"),
    ("1", "Very sad"),
];

/// What the second step found.
pub struct Notes {
    pub title: String,
    pub words: String,
    pub visit: Visit,
    pub feeling: Option<i32>,
    /// Fields that somebody filled in or changed.
    pub fields: i32,
    /// When this page was opened.
    pub opened_at: Timestamp,
}

/// Reads the notes; `files` is how many files came with them, `lives` the place the page came with.
pub fn parse(form: &Form, files: usize, lives: &str, now: Timestamp) -> Result<Notes, Invalid> {
    let mut fields = Fields::of(form);
    let title = fields.line("title", TITLE, "Enter a title");
    let words = fields.optional_text("words", WORDS);
    if files == 0 && words.as_deref().is_some_and(|words| words.trim().is_empty()) {
        fields.refuse::<()>("words", "Write the notes, or add a file");
    }
    let place = fields.optional_line("place", TITLE);
    let told_at = day(&mut fields, form, now);
    let feeling = fields.optional_choice::<i32>("feeling", "Pick one of the five, or leave it");
    let feeling = match feeling {
        Some(Some(picked)) if !(1..=5).contains(&picked) => {
            fields.refuse("feeling", "Pick one of the five, or leave it")
        }
        other => other,
    };
    let helper_name = fields.optional_line("helper_name", TITLE);
    let helper_how = fields.optional_line("helper_how", 300);
    let opened_at = moment(form, "opened_at", now);
    let filled = filled(form, files, lives, opened_at);
    fields.finish(|| {
        Some(Notes {
            title: title?,
            words: words?,
            visit: Visit {
                place: place?,
                told_at: Some(told_at?),
                how_told: "interview".into(),
                helper_name: helper_name?,
                helper_how: helper_how?,
            },
            feeling: feeling?,
            fields: filled,
            opened_at,
        })
    })
}

/// How many fields somebody filled in or changed: what the page came with is not their work. The day
/// is one field, and so are the files.
fn filled(form: &Form, files: usize, lives: &str, opened_at: Timestamp) -> i32 {
    let lines = ["title", "words", "feeling", "helper_name", "helper_how"];
    let lines = lines.into_iter().filter(|name| form.has(name)).count();
    let place = form.get("place").trim() != lives.trim();
    let told = ["told-day", "told-month", "told-year"].map(|name| form.get(name).trim().to_owned());
    let others = [place, told != parts(opened_at), files > 0];
    let others = others.into_iter().filter(|changed| *changed).count();
    i32::try_from(lines + others).unwrap_or(i32::MAX)
}

/// The day it was told, at noon: not in the future, not before anybody now living was born.
fn day(fields: &mut Fields<'_>, form: &Form, now: Timestamp) -> Option<Timestamp> {
    let number = |name: &str| form.get(name).trim().parse::<i16>().ok();
    let date = number("told-year")
        .zip(number("told-month"))
        .zip(number("told-day"));
    let date = date.and_then(|((year, month), day)| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    });
    let at = date
        .filter(|date| date.year() >= 1900)
        .and_then(|date| Some((date, dates::noon(date)?)));
    match at {
        Some((date, _)) if dates::date(now).is_none_or(|today| date > today) => {
            fields.refuse("told-day", "Enter a day that is not in the future")
        }
        Some((_, at)) => Some(Timestamp(at.0.min(now.0))),
        None => fields.refuse("told-day", "Enter the day it was told, like 27 3 2026"),
    }
}

/// Day, month and year of a moment, as the form holds them.
fn parts(at: Timestamp) -> [String; 3] {
    dates::date(at).map_or_else(<[String; 3]>::default, |date| {
        [
            date.day().to_string(),
            date.month().to_string(),
            date.year().to_string(),
        ]
    })
}

/// The page of the second step.
#[derive(Debug, Serialize)]
pub struct NotesPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    id: String,
    person: String,
    pseudonym: String,
    title: Input,
    words: Textarea,
    place: Input,
    told: DateInput,
    feeling: Select,
    helper_name: Input,
    helper_how: Input,
    files: FileUpload,
    /// Files that arrived with an earlier try.
    arrived: Vec<String>,
    opened_at: i64,
    button: Button,
}

impl Page for NotesPage {
    const TEMPLATE: &'static str = "interviews/notes.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

impl NotesPage {
    /// The page before anything was typed.
    pub fn fresh(id: StoryId, person: &Participant, now: Timestamp) -> Self {
        let [day, month, year] = parts(now);
        let place = crate::web::form::escape(&person.place);
        let first = format!(
            "told-day={day}&told-month={month}&told-year={year}&place={place}&opened_at={}",
            now.0
        );
        Self::new(
            id,
            person,
            &Form::parse(first.as_bytes()),
            &Invalid::default(),
            Vec::new(),
            now,
        )
    }

    pub fn new(
        id: StoryId,
        person: &Participant,
        form: &Form,
        errors: &Invalid,
        arrived: Vec<String>,
        now: Timestamp,
    ) -> Self {
        let input = |name: &'static str, label: &'static str| {
            Input::new(name, label)
                .value(form.typed(name))
                .error(errors.message(name))
        };
        let feeling = Select::new("feeling", "How did they feel about it?").item("", "They did not say");
        Self {
            errors: errors.summary(),
            back: BackLink::new(format!("/studio/participants/{}", person.id)).words(person.pseudonym.as_str()),
            id: id.to_string(),
            person: person.id.to_string(),
            pseudonym: person.pseudonym.clone(),
            title: input("title", "Title"),
            words: Textarea::new("words", "Notes")
                .hint("In their own words, as far as you can. We hide their names for everyone who may not see them")
                .rows(14)
                .value(form.typed("words"))
                .error(errors.message("words")),
            place: input("place", "Where was it?"),
            told: DateInput::new("told", "When was it?")
                .values(form.get("told-day"), form.get("told-month"), form.get("told-year"))
                .error(errors.message("told-day")),
            feeling: FEELINGS
                .iter()
                .fold(feeling, |select, (key, words)| select.item(*key, *words))
                .picked(form.typed("feeling"))
                .error(errors.message("feeling")),
            helper_name: input("helper_name", "Who helped?").hint("Leave it empty if nobody did"),
            helper_how: input("helper_how", "How did they help?"),
            files: FileUpload::new("files", "Film, sound or photos")
                .hint("You can pick several. Leave it empty if there are none")
                .accept("video/*,audio/*,image/*")
                .multiple()
                .error(errors.message("files")),
            arrived,
            opened_at: moment(form, "opened_at", now).0,
            button: Button::new("Save the interview").once(),
        }
    }
}

/// The interview is in: what it took, and what has to happen next.
#[derive(Debug, Serialize)]
pub struct DonePage {
    pub id: String,
    pub title: String,
    pub participant: String,
    pub pseudonym: String,
    pub minutes: i32,
    pub fields: i32,
    /// How far the work on the files is.
    pub note: Option<String>,
    pub has_card: bool,
}

impl Page for DonePage {
    const TEMPLATE: &'static str = "interviews/done.html";
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_428_000_000);

    fn notes(more: &str) -> Result<Notes, Invalid> {
        let whole = format!("title=T&words=W&told-day=23&told-month=11&told-year=2026&{more}");
        parse(&Form::parse(whole.as_bytes()), 0, "", NOW)
    }

    #[test]
    fn today_is_not_in_the_future_and_tomorrow_is() {
        assert_eq!(notes("").unwrap().visit.told_at, Some(NOW));
        let tomorrow = "title=T&words=W&told-day=24&told-month=11&told-year=2026";
        assert!(parse(&Form::parse(tomorrow.as_bytes()), 0, "", NOW).is_err());
        let never = "title=T&words=W&told-day=31&told-month=2&told-year=2026";
        assert!(parse(&Form::parse(never.as_bytes()), 0, "", NOW).is_err());
    }

    #[test]
    fn today_begins_at_midnight_where_the_council_is() {
        // 23:30 UTC on 31 May 2026: in London it is 1 June.
        let late = Timestamp(1_780_270_200_000);
        let told = |day| {
            let form = format!("title=T&words=W&told-day={day}&told-month=6&told-year=2026");
            parse(&Form::parse(form.as_bytes()), 0, "", late)
        };
        assert_eq!(told(1).unwrap().visit.told_at, Some(late));
        assert!(told(2).is_err());
        assert_eq!(parts(late), ["1", "6", "2026"]);
    }

    #[test]
    fn a_feeling_is_one_of_five_or_none() {
        assert_eq!(notes("feeling=").unwrap().feeling, None);
        assert_eq!(notes("feeling=4").unwrap().feeling, Some(4));
        assert!(notes("feeling=6").is_err() && notes("feeling=x").is_err());
    }

    #[test]
    fn what_was_filled_in_is_counted_and_what_was_there_is_not() {
        assert_eq!(notes("helper_name=Jo&helper_how=").unwrap().fields, 3);
        let film = "title=T&words=&told-day=23&told-month=11&told-year=2026&place=Hillside";
        let count = |form: &str, files| parse(&Form::parse(form.as_bytes()), files, "Hillside", NOW);
        assert_eq!(
            count(film, 2).unwrap().fields,
            2,
            "the title, and the files together"
        );
        assert!(count(film, 0).is_err(), "neither words nor a file");
        let elsewhere = film.replace("Hillside", "Llyn").replace("=23", "=22");
        assert_eq!(
            count(&elsewhere, 2).unwrap().fields,
            4,
            "the place and the day too"
        );
    }
}
