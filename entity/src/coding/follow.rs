//! Codings of words go where the words go when a story says something else. One whose words are gone becomes a coding
//! of the whole story, and its coder is told. Must never keep words that the story does not say any more.
use std::collections::BTreeSet;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel as _, QueryFilter,
};

use super::{CONTEXT, excerpt, table};
use crate::{AccountId, ExcerptId, NoticeKind, Result, StoryId, Timestamp, Tx, notice, story};

/// How many code points on each side tell one of several same quotes from the others.
const NEAR: usize = 16;

/// Moves the chosen spans of a story to where they are in the words that it gets now.
pub(crate) async fn follow(tx: &Tx, row: &story::table::Model, words: &str, now: Timestamp) -> Result<()> {
    let there = excerpt::Entity::find()
        .filter(excerpt::Column::StoryId.eq(row.id))
        .all(tx.inner())
        .await?;
    if there.is_empty() {
        return Ok(());
    }
    let (old, new): (Vec<char>, Vec<char>) = (row.words.chars().collect(), words.chars().collect());
    let mut coders = BTreeSet::new();
    for one in there {
        let at = |place: i32| usize::try_from(place).unwrap_or_default().min(old.len());
        let (start, end) = (at(one.start_char), at(one.end_char));
        match place(&old, &new, start, end) {
            Some((start, end)) => {
                let place = |at: usize| i32::try_from(at).unwrap_or(i32::MAX);
                let mut moved = one.into_active_model();
                moved.start_char = Set(place(start));
                moved.end_char = Set(place(end));
                moved.quote = Set(cut(&new, start, end));
                moved.before = Set(cut(&new, start.saturating_sub(CONTEXT), start));
                moved.after = Set(cut(&new, end, end + CONTEXT));
                moved.update(tx.inner()).await?;
            }
            None => coders.extend(loosen(tx, row.id, one.id, now).await?),
        }
    }
    for coder in coders {
        let story = row.id;
        notice::tell(tx, coder, NoticeKind::WordsChanged, story.0, Some(story), now).await?;
    }
    Ok(())
}

/// The codings of a span become codings of the whole story; answers whose they are.
async fn loosen(tx: &Tx, story: StoryId, id: ExcerptId, now: Timestamp) -> Result<Vec<AccountId>> {
    let all = table::Entity::find()
        .filter(table::Column::StoryId.eq(story))
        .all(tx.inner())
        .await?;
    let lives = |row: &&table::Model| row.removed_at.is_none();
    let loose: Vec<&table::Model> = all
        .iter()
        .filter(lives)
        .filter(|row| row.excerpt_id == Some(id))
        .collect();
    for row in &loose {
        // The same coding twice is one.
        let twice = all.iter().filter(lives).any(|other| {
            let same = (other.theme_id, other.account_id) == (row.theme_id, row.account_id);
            same && other.excerpt_id.is_none() && !other.is_self
        });
        if twice {
            let mut once = (*row).clone().into_active_model();
            once.removed_at = Set(Some(now));
            once.update(tx.inner()).await?;
        }
    }
    table::Entity::update_many()
        .col_expr(table::Column::ExcerptId, Expr::value(Option::<ExcerptId>::None))
        .filter(table::Column::ExcerptId.eq(id))
        .exec(tx.inner())
        .await?;
    excerpt::Entity::delete_by_id(id).exec(tx.inner()).await?;
    Ok(loose.into_iter().map(|row| row.account_id).collect())
}

fn cut(words: &[char], start: usize, end: usize) -> String {
    let end = end.min(words.len());
    words.get(start..end).unwrap_or_default().iter().collect()
}

/// Where a span of the old words is in the new ones.
fn place(old: &[char], new: &[char], start: usize, end: usize) -> Option<(usize, usize)> {
    let (head, tail) = same(old, new);
    // What changed, in the old words.
    let (from, to) = (head, old.len() - tail);
    let shifted = |at: usize| (at + new.len()).saturating_sub(old.len());
    if end <= from {
        return Some((start, end));
    }
    if start >= to {
        return Some((shifted(start), shifted(end)));
    }
    // A slip of the pen inside of it; what is mostly other words is not what was coded.
    let holds = start <= from && to <= end;
    if holds && 2 * (to - from) <= end - start && 2 * (new.len() - tail - head) <= shifted(end) - start {
        return Some((start, shifted(end)));
    }
    found(old, new, start, end)
}

/// How many code points are the same at the beginning and at the end. Where lines came or went, whole lines: two that
/// begin with the same words are still two.
fn same(old: &[char], new: &[char]) -> (usize, usize) {
    let lines = |words: &[char]| -> Vec<Vec<char>> {
        let all = words.split(|letter| *letter == '\n');
        all.map(<[char]>::to_vec).collect()
    };
    let (were, are) = (lines(old), lines(new));
    if were.len() == are.len() {
        return ends(old, new);
    }
    let (head, tail) = ends(&were, &are);
    let letters = |lines: &[Vec<char>]| lines.iter().map(|line| line.len() + 1).sum::<usize>();
    let most = old.len().min(new.len());
    let head = letters(were.get(..head).unwrap_or_default()).min(most);
    let tail = letters(were.get(were.len() - tail..).unwrap_or_default());
    (head, tail.min(most - head))
}

/// How many are the same at the beginning, and of the rest at the end.
fn ends<T: PartialEq>(old: &[T], new: &[T]) -> (usize, usize) {
    let same = |pair: &(&T, &T)| pair.0 == pair.1;
    let head = old.iter().zip(new).take_while(same).count();
    let rest = old.len().min(new.len()) - head;
    let both = old.iter().rev().zip(new.iter().rev());
    (head, both.take(rest).take_while(same).count())
}

/// Where the same words stand: the first place is the first of as many, else it is the one with the same words
/// around it.
fn found(old: &[char], new: &[char], start: usize, end: usize) -> Option<(usize, usize)> {
    let quote = old.get(start..end).filter(|quote| !quote.is_empty())?;
    let places = |words: &[char]| -> Vec<usize> {
        let all = words.windows(quote.len()).enumerate();
        all.filter(|(_, window)| *window == quote)
            .map(|(at, _)| at)
            .collect()
    };
    let (were, are) = (places(old), places(new));
    let at = if were.len() == are.len() {
        let number = were.iter().position(|at| *at == start)?;
        *are.get(number)?
    } else {
        let around = |words: &[char], start: usize, end: usize| {
            let before = cut(words, start.saturating_sub(NEAR), start);
            (before, cut(words, end, end + NEAR))
        };
        let was = around(old, start, end);
        let mut same = are
            .into_iter()
            .filter(|at| around(new, *at, at + quote.len()) == was);
        same.next().filter(|_| same.next().is_none())?
    };
    Some((at, at + quote.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where `coded` is after `old` became `new`, as its words.
    fn after(old: &str, coded: &str, new: &str) -> Option<String> {
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        let start = old[..old.find(coded).unwrap()].chars().count();
        let (old, new) = (letters(old), letters(new));
        let (start, end) = place(&old, &new, start, start + coded.chars().count())?;
        Some(cut(&new, start, end))
    }

    #[test]
    fn words_before_and_after_a_change_stay_coded() {
        let old = "Hi 🙂.\nI like the buzz.\nIt is late, Llŷr.";
        let new = "Hi 🙂.\nI like the bus very much.\nIt is late, Llŷr.";
        assert_eq!(after(old, "Hi 🙂.", new).unwrap(), "Hi 🙂.");
        assert_eq!(after(old, "late, Llŷr", new).unwrap(), "late, Llŷr");
        let gone = "Hi 🙂.\nIt is late, Llŷr.";
        assert_eq!(after(old, "It is late", gone).unwrap(), "It is late");
        assert_eq!(after(old, "like the buzz", gone), None);
    }

    #[test]
    fn a_slip_inside_is_still_coded_and_other_words_are_not() {
        let old = "I like the buzz.\nIt is late.";
        assert_eq!(
            after(old, "I like the buzz.", "I like the bus.\nIt is late.").unwrap(),
            "I like the bus."
        );
        assert_eq!(after(old, "buzz", "I like the boat.\nIt is late."), None);
        assert_eq!(
            after(old, "I like the buzz.", "I am very sad here.\nIt is late."),
            None
        );
    }

    #[test]
    fn a_line_that_is_gone_is_not_found_in_the_next_that_begins_the_same() {
        let old = "A.\nIt is red.\nIt is late.";
        let new = "A.\nIt is late.";
        assert_eq!(after(old, "It is", new), None);
        assert_eq!(after(old, "It is red.", new), None);
        assert_eq!(after(old, "It is late.", new).unwrap(), "It is late.");
        assert_eq!(after(old, "It is late.", ""), None);
    }

    #[test]
    fn one_of_several_same_quotes_is_told_by_its_number_or_by_what_is_around_it() {
        let old = "One.\nWe go to the shop in the bus.\nWe sit in the bus.\nTwo.";
        let new = "Two.\nWe go to the shop in the bus.\nOne.\nThree.\nFour.";
        assert_eq!(after(old, "the shop in the", new).unwrap(), "the shop in the");
        assert_eq!(after(old, "bus", new), None, "which it is cannot be told");
        let near = "Ten.\nWe go to the shop in the bus.\nWe sit in the car.\nA bus.\nMy bus.";
        assert_eq!(after(old, "bus", near).unwrap(), "bus");
        let old = "A. We know that the bus is late again and very late.\nOne.";
        let new = "B. We know that the bus is late again and very late.\nTwo.";
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        for (start, end) in [(27, 31), (47, 51)] {
            let place = place(&letters(old), &letters(new), start, end);
            assert_eq!(place, Some((start, end)), "{}", &old[start..end]);
        }
        let odd = "The bus. The bus. The bus.";
        assert_eq!(
            after("The bus. The bus.", "The bus. The", odd),
            Some("The bus. The".into())
        );
    }
}
