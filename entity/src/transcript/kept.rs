//! New lines beside those that the teller put right or took out: theirs stay, and no other line says in their place
//! what they took out. Must never lose words of the team in silence: a line that goes beyond a line of the teller's is
//! refused, and named.
use super::own::Line;
use super::{Cue, table};
use crate::{Error, Result};

/// Milliseconds by which machines hear a line begin or end otherwise each time.
const BLUR_MS: i64 = 250;

/// A new line that goes over lines of the teller's and beyond them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// Which of the new lines, from 0.
    pub line: usize,
    /// From when to when the teller's are, in milliseconds.
    pub over: Vec<(i64, i64)>,
}

/// What becomes of a new line.
enum Fate<'a> {
    /// Nothing of the teller's is at its time, or it is a line that stood beside theirs before.
    Stays,
    /// The teller's stand in its place.
    Covered,
    Crosses(Vec<&'a Line>),
}

/// Lines that go over another by no more than this do not touch it.
fn blur(own: &Line) -> i64 {
    BLUR_MS.min((own.cue.end_ms - own.cue.start_ms) / 4)
}

fn fate<'a>(own: &'a [Line], cue: &Cue) -> Fate<'a> {
    let over: Vec<&Line> = own
        .iter()
        .filter(|line| {
            let shared = cue.end_ms.min(line.cue.end_ms) - cue.start_ms.max(line.cue.start_ms);
            shared > blur(line)
        })
        .collect();
    if over.is_empty() {
        return Fate::Stays;
    }
    // They stand in the order of time.
    let mut reached = cue.start_ms;
    for line in &over {
        if line.cue.start_ms - BLUR_MS <= reached {
            reached = reached.max(line.cue.end_ms + BLUR_MS);
        }
    }
    if reached >= cue.end_ms {
        Fate::Covered
    } else {
        Fate::Crosses(over)
    }
}

/// Which new lines are ones that stood beside the teller's before, at the same time: the teller read them so.
fn stood(there: &[table::Model], cues: &[Cue]) -> Vec<bool> {
    let mut others: Vec<&table::Model> = there.iter().filter(|row| !row.by_teller).collect();
    let mut stood = vec![false; cues.len()];
    let mut take = |same: &dyn Fn(&table::Model, &Cue) -> bool| {
        for (cue, stood) in cues.iter().zip(&mut stood).filter(|(_, stood)| !**stood) {
            if let Some(at) = others.iter().position(|row| same(row, cue)) {
                others.remove(at);
                *stood = true;
            }
        }
    };
    let at = |row: &table::Model, cue: &Cue| (row.start_ms, row.end_ms) == (cue.start_ms, cue.end_ms);
    take(&|row, cue| at(row, cue) && row.words == cue.words);
    take(&at);
    stood
}

fn fates<'a>(there: &[table::Model], own: &'a [Line], cues: &[Cue]) -> Vec<Fate<'a>> {
    if own.is_empty() {
        return cues.iter().map(|_| Fate::Stays).collect();
    }
    let fate = |(cue, stood): (&Cue, bool)| if stood { Fate::Stays } else { fate(own, cue) };
    cues.iter().zip(stood(there, cues)).map(fate).collect()
}

fn own_of(there: &[table::Model]) -> Vec<Line> {
    let mut own: Vec<Line> = there
        .iter()
        .filter(|row| row.by_teller)
        .cloned()
        .map(Line::from)
        .collect();
    own.sort_by_key(|line| line.cue.start_ms);
    own
}

/// The new lines that cannot be kept as they are cut.
pub(super) fn crossing(there: &[table::Model], cues: &[Cue]) -> Vec<Crossing> {
    let own = own_of(there);
    let fates = fates(there, &own, cues).into_iter().enumerate();
    fates
        .filter_map(|(line, fate)| match fate {
            Fate::Crosses(over) => Some(Crossing {
                line,
                over: over
                    .into_iter()
                    .map(|line| (line.cue.start_ms, line.cue.end_ms))
                    .collect(),
            }),
            Fate::Stays | Fate::Covered => None,
        })
        .collect()
}

/// New lines with the teller's own in their places, in the order of time; and how many of the teller's were to
/// become something else. Refused when one of the new goes over a line of the teller's and beyond it.
pub(super) fn kept(there: &[table::Model], cues: &[Cue]) -> Result<(Vec<Line>, usize)> {
    let own = own_of(there);
    let fates = fates(there, &own, cues);
    if fates.iter().any(|fate| matches!(fate, Fate::Crosses(_))) {
        return Err(Error::Refused(
            "A line goes over words that the person put right. Cut it at their times.",
        ));
    }
    let stood = own
        .iter()
        .filter(|line| !cues.contains(&line.cue) && !line.cue.words.is_empty())
        .count();
    let others = cues
        .iter()
        .zip(&fates)
        .filter(|(_, fate)| matches!(fate, Fate::Stays))
        .map(|(cue, _)| Line {
            cue: cue.clone(),
            by_teller: false,
        });
    let mut lines: Vec<Line> = others.chain(own.iter().cloned()).collect();
    lines.sort_by_key(|line| line.cue.start_ms);
    Ok((lines, stood))
}
