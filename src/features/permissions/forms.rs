//! The forms about a permission: who gave it, for whom it is, until when; and the day somebody was born.
use entity::permission::NewPermission;
use entity::{Audience, Timestamp};
use jiff::civil::Date;

use crate::web::{Fields, Form, Invalid, dates};

/// Who has parental responsibility, as pages offer it.
pub const RELATIONS: &[&str] = &[
    "Mum",
    "Dad",
    "Another carer with parental responsibility",
    "The council, under a care order",
];
/// How long a permission can last: what the form sends, the words, and the days.
pub const UNTIL: &[(&str, &str, Option<i64>)] = &[
    ("3-months", "3 months", Some(91)),
    ("1-year", "1 year", Some(365)),
    ("18", "Until they are 18, or it is ended", None),
];

pub fn permission(form: &Form, now: Timestamp) -> Result<NewPermission, Invalid> {
    let mut fields = Fields::of(form);
    let given_by = fields.line("given_by", 120, "Enter the name of who gave it");
    let relation = RELATIONS
        .iter()
        .find(|relation| **relation == form.get("relation"))
        .map(|relation| (*relation).to_owned())
        .or_else(|| fields.refuse("relation", "Pick who that is to the child"));
    let audiences: Vec<Audience> = fields.many("audience");
    let audiences = if audiences.is_empty() {
        fields.refuse("audience", "Tick who may see the stories")
    } else {
        Some(audiences)
    };
    let until = UNTIL
        .iter()
        .find(|(value, ..)| *value == form.get("until"))
        .map(|(.., days)| days.map(|days| now.plus_days(days)))
        .or_else(|| fields.refuse("until", "Pick how long it holds"));
    let how = fields.line("how", 300, "Write how they gave it");
    fields.finish(|| {
        Some(NewPermission {
            given_by: given_by?,
            relation: relation?,
            audiences: audiences?,
            until: until?,
            how: how?,
        })
    })
}

/// The day somebody was born, at noon, and the first moment of the day they are 18.
pub fn born(form: &Form) -> Result<(Timestamp, Timestamp), Invalid> {
    let mut fields = Fields::of(form);
    let ask = "Enter the day they were born, like 27 3 2012";
    let day = fields.day("born", ask);
    let both = day.and_then(|day| Some((dates::noon(day)?, dates::midnight(birthday(day, 18)?)?)));
    if both.is_none() {
        fields.refuse::<()>("born-day", ask);
    }
    fields.finish(|| both)
}

/// The birthday so many years later; for those born on 29 February, 1 March where there is none.
fn birthday(day: Date, years: i16) -> Option<Date> {
    let year = day.year().checked_add(years)?;
    Date::new(year, day.month(), day.day())
        .or_else(|_| Date::new(year, 3, 1))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eighteenth_birthday_is_the_same_day_or_the_first_of_march() {
        let date = |year, month, day| Date::new(year, month, day).unwrap();
        assert_eq!(birthday(date(2010, 11, 24), 18), Some(date(2028, 11, 24)));
        assert_eq!(birthday(date(2012, 2, 29), 18), Some(date(2030, 3, 1)));
    }

    #[test]
    fn a_permission_names_everything_that_is_missing() {
        let errors = permission(&Form::default(), Timestamp(0)).err().unwrap();
        let asked: Vec<&str> = errors.pairs().map(|(field, _)| field).collect();
        assert_eq!(asked, ["given_by", "relation", "audience", "until", "how"]);
    }
}
