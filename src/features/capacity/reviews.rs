//! What is to be looked at again, the next one first; and the hourly reminder. A review that is late ends
//! nothing by itself.
use entity::review::Review;
use serde::Serialize;

use crate::state::State;
use crate::web::{Page, Reply, Who, dates};

#[derive(Debug, Serialize)]
struct ReviewsPage {
    due: Vec<Line>,
    later: Vec<Line>,
}

impl Page for ReviewsPage {
    const TEMPLATE: &'static str = "capacity/reviews.html";
}

#[derive(Debug, Serialize)]
struct Line {
    pseudonym: String,
    href: String,
    what: &'static str,
    matter: &'static str,
    day: String,
    late: bool,
}

pub async fn page(state: State, who: Who) -> Reply {
    let now = state.now();
    let line = |review: &Review| Line {
        pseudonym: review.pseudonym.clone(),
        href: format!("/studio/participants/{}/decisions", review.participant),
        what: if review.best_interests {
            "Best-interests decision"
        } else {
            "Record of capacity"
        },
        matter: review.matter.label(),
        day: dates::day(review.at),
        late: review.at <= now,
    };
    let all = entity::review::list(&state.db, &who).await?;
    let (due, later): (Vec<_>, Vec<_>) = all.iter().partition(|review| review.is_due(now));
    let page = ReviewsPage {
        due: due.into_iter().map(line).collect(),
        later: later.into_iter().map(line).collect(),
    };
    state.page(&who, &page)
}

/// Tells each capture team what is due. Safe to cut off anywhere.
pub async fn round(state: &State) -> anyhow::Result<()> {
    let tx = state.db.begin().await?;
    entity::review::remind(&tx, state.now()).await?;
    tx.commit().await?;
    Ok(())
}
