//! What captures cost: minutes and fields, counted so that they can be made fewer.
//! Must never count a story twice, nor guess a number that was not recorded.
use entity::story::Capture;
use serde::Serialize;

/// The cost of a number of captures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paperwork {
    /// How many stories were captured.
    pub stories: usize,
    pub total_minutes: i64,
    /// The middle of the minutes; half a minute between two.
    pub median_minutes: String,
    /// The middle of the fields filled in per capture.
    pub median_fields: String,
}

impl Paperwork {
    /// `None` when nothing was captured yet.
    pub fn of(captures: &[Capture]) -> Option<Self> {
        let minutes = || captures.iter().map(|capture| capture.minutes);
        Some(Self {
            stories: captures.len(),
            total_minutes: minutes().map(i64::from).sum(),
            median_minutes: median(minutes().collect())?,
            median_fields: median(captures.iter().map(|capture| capture.fields).collect())?,
        })
    }
}

fn median(mut numbers: Vec<i32>) -> Option<String> {
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    let upper = i64::from(*numbers.get(middle)?);
    if numbers.len() % 2 == 1 {
        return Some(upper.to_string());
    }
    let lower = i64::from(*numbers.get(middle.checked_sub(1)?)?);
    let sum = lower + upper;
    Some(if sum % 2 == 0 {
        (sum / 2).to_string()
    } else {
        format!("{}.5", sum / 2)
    })
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_middle_is_the_middle() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![7]).unwrap(), "7");
        assert_eq!(median(vec![30, 10, 20]).unwrap(), "20");
        assert_eq!(median(vec![10, 13]).unwrap(), "11.5");
        assert_eq!(median(vec![10, 14, 2, 90]).unwrap(), "12");
    }
}
