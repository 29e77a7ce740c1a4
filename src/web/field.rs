//! Turns raw text into values, collecting every problem in the order of the page.
//! Says what to do, never what was wrong with the person.
use std::str::FromStr;

use jiff::civil::Date;
use serde::Serialize;

use super::components::ErrorSummary;
use super::form::Form;
use crate::say;

/// One problem, tied to its field's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub field: String,
    pub message: String,
}

/// All problems of a form, in the order of its fields. Templates get it as `page.errors`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Invalid {
    problems: Vec<Problem>,
}

impl Invalid {
    /// One problem found later, for instance by the database.
    pub fn one(field: &str, message: impl Into<String>) -> Self {
        Self {
            problems: vec![Problem {
                field: field.to_owned(),
                message: message.into(),
            }],
        }
    }

    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// What to say beside this field.
    pub fn message(&self, field: &str) -> Option<&str> {
        self.problems
            .iter()
            .find(|problem| problem.field == field)
            .map(|problem| problem.message.as_str())
    }

    /// (field, message) in the order of the page, as the error summary takes them.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.problems
            .iter()
            .map(|problem| (problem.field.as_str(), problem.message.as_str()))
    }

    /// The summary on top of the page; `None` when all is well.
    pub fn summary(&self) -> Option<ErrorSummary> {
        (!self.is_empty()).then(|| ErrorSummary::of(self.pairs()))
    }
}

/// Reads a form field by field. Each call answers with a value or notes a problem.
///
/// ```ignore
/// let mut fields = Fields::of(&form);
/// let (name, role) = (fields.line("name", 80, "Enter their name"), fields.choice("role", "Pick what they do"));
/// fields.finish(|| Some(Invite { name: name?, role: role? }))
/// ```
#[derive(Debug)]
pub struct Fields<'a> {
    form: &'a Form,
    problems: Vec<Problem>,
}

impl<'a> Fields<'a> {
    pub fn of(form: &'a Form) -> Self {
        Self {
            form,
            problems: Vec::new(),
        }
    }

    /// One line, without the spaces around it; `ask` is shown when it is empty.
    pub fn line(&mut self, name: &str, max: usize, ask: &str) -> Option<String> {
        let text = self.optional_line(name, max)?;
        if text.is_empty() {
            self.refuse(name, ask)
        } else {
            Some(text)
        }
    }

    /// One line that may be left empty. `None` only when there is a problem with it.
    pub fn optional_line(&mut self, name: &str, max: usize) -> Option<String> {
        let text = self.form.get(name).trim().replace('\n', " ");
        self.measured(name, max, text)
    }

    /// Text of any number of lines, to the letter; `ask` is shown when it is blank.
    pub fn text(&mut self, name: &str, max: usize, ask: &str) -> Option<String> {
        let text = self.optional_text(name, max)?;
        if text.trim().is_empty() {
            self.refuse(name, ask)
        } else {
            Some(text)
        }
    }

    /// Text that may be left empty. `None` only when there is a problem with it.
    pub fn optional_text(&mut self, name: &str, max: usize) -> Option<String> {
        let text = self.form.get(name).to_owned();
        self.measured(name, max, text)
    }

    /// An email address, in small letters.
    pub fn email(&mut self, name: &str, ask: &str) -> Option<String> {
        let text = self.line(name, 254, ask)?.to_lowercase();
        match text.split_once('@') {
            Some((before, after))
                if !before.is_empty()
                    && after.contains('.')
                    && !after.contains('@')
                    && !text.contains(char::is_whitespace) =>
            {
                Some(text)
            }
            _ => self.refuse(name, "Enter an email address like name@example.gov.uk"),
        }
    }

    /// One of a closed list, or any type that reads itself from text.
    pub fn choice<T: FromStr>(&mut self, name: &str, ask: &str) -> Option<T> {
        match self.form.get(name).trim().parse() {
            Ok(value) => Some(value),
            Err(_) => self.refuse(name, ask),
        }
    }

    /// One of a closed list, or nothing. The outer `None` is a problem.
    pub fn optional_choice<T: FromStr>(&mut self, name: &str, ask: &str) -> Option<Option<T>> {
        if self.form.has(name) {
            self.choice(name, ask).map(Some)
        } else {
            Some(None)
        }
    }

    /// Everything ticked; what is not on the list is left out.
    pub fn many<T: FromStr>(&self, name: &str) -> Vec<T> {
        self.form
            .all(name)
            .filter_map(|value| value.parse().ok())
            .collect()
    }

    /// A whole number between `least` and `most`.
    pub fn number(&mut self, name: &str, least: i64, most: i64, ask: &str) -> Option<i64> {
        match self.form.get(name).trim().parse::<i64>() {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => self.refuse(name, ask),
        }
    }

    /// A calendar day in three boxes, `{name}-day`, `{name}-month` and `{name}-year`, after 1900.
    pub fn day(&mut self, name: &str, ask: &str) -> Option<Date> {
        let part = |part: &str| {
            let typed = self.form.get(&format!("{name}-{part}")).trim();
            typed.parse::<i16>().ok()
        };
        let date = part("year")
            .zip(part("month"))
            .zip(part("day"))
            .and_then(|((year, month), day)| {
                Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
            });
        date.filter(|date| date.year() >= 1900)
            .or_else(|| self.refuse(&format!("{name}-day"), ask))
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.form.has(name)
    }

    /// Notes a problem; answers `None` so that it can stand where a value would.
    pub fn refuse<T>(&mut self, name: &str, message: impl Into<String>) -> Option<T> {
        if !self.problems.iter().any(|problem| problem.field == name) {
            self.problems.push(Problem {
                field: name.to_owned(),
                message: message.into(),
            });
        }
        None
    }

    /// The parsed whole, or every problem.
    pub fn finish<T>(self, whole: impl FnOnce() -> Option<T>) -> Result<T, Invalid> {
        if !self.problems.is_empty() {
            return Err(Invalid {
                problems: self.problems,
            });
        }
        whole().ok_or_else(|| Invalid::one("", say!("easy-step-check")))
    }

    fn measured(&mut self, name: &str, max: usize, text: String) -> Option<String> {
        if self.form.is_unreadable(name) {
            return self.refuse(name, say!("easy-step-lost-letters"));
        }
        let count = text.chars().count();
        if count > max {
            return self.refuse(
                name,
                say!(
                    "easy-step-too-long",
                    count = count.to_string(),
                    room = max.to_string()
                ),
            );
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Invite {
        name: String,
        age: i64,
    }

    fn parse(body: &str) -> Result<Invite, Invalid> {
        let form = Form::parse(body.as_bytes());
        let mut fields = Fields::of(&form);
        let (name, age) = (
            fields.line("name", 5, "Enter a name"),
            fields.number("age", 1, 120, "Enter an age"),
        );
        fields.finish(|| {
            Some(Invite {
                name: name?,
                age: age?,
            })
        })
    }

    #[test]
    fn good_words_become_values() {
        let invite = parse("name=+Si%C3%A2n+&age=40").unwrap();
        assert_eq!((invite.name.as_str(), invite.age), ("Siân", 40));
    }

    #[test]
    fn all_problems_come_together_in_order() {
        let invalid = parse("age=x").err().unwrap();
        let fields: Vec<_> = invalid.pairs().map(|(field, _)| field).collect();
        assert_eq!(fields, ["name", "age"]);
        assert_eq!(invalid.message("name"), Some("Enter a name"));
    }

    #[test]
    fn length_is_counted_in_letters_not_bytes() {
        assert!(parse("name=%F0%9F%98%80%F0%9F%98%80%C5%B4%C5%B7x&age=1").is_ok());
        let invalid = parse("name=abcdef&age=1").err().unwrap();
        assert!(invalid.message("name").unwrap().contains("room for 5"));
    }

    #[test]
    fn lost_letters_are_asked_for_again() {
        let invalid = parse("name=%FF&age=1").err().unwrap();
        assert!(invalid.message("name").unwrap().contains("type them again"));
    }

    #[test]
    fn email_addresses_are_checked_lightly() {
        for (body, good) in [
            ("e=A.B%40c.uk", true),
            ("e=a%40b", false),
            ("e=a+b%40c.uk", false),
            ("e=%40c.uk", false),
            ("e=a%40b%40c.uk", false),
        ] {
            let form = Form::parse(body.as_bytes());
            assert_eq!(Fields::of(&form).email("e", "Enter it").is_some(), good, "{body}");
        }
    }

    #[test]
    fn a_day_is_one_of_the_calendar() {
        for (body, good) in [
            ("d-day=27&d-month=3&d-year=2012", true),
            ("d-day=31&d-month=2&d-year=2012", false),
            ("d-day=1&d-month=1&d-year=12", false),
            ("d-day=300&d-month=1&d-year=2012", false),
            ("", false),
        ] {
            let form = Form::parse(body.as_bytes());
            let mut fields = Fields::of(&form);
            assert_eq!(fields.day("d", "Enter it").is_some(), good, "{body}");
        }
    }

    #[test]
    fn long_text_is_kept_to_the_letter() {
        let form = Form::parse(b"t=+one%0D%0A+two+");
        assert_eq!(
            Fields::of(&form).text("t", 100, "Write").as_deref(),
            Some(" one\n two ")
        );
    }
}
