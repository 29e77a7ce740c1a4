//! One pass over the hits: the best of them, how many there are, and exact counts of every facet
//! with the other facets applied. A facet's own choice never hides its siblings.
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use entity::{StoryId, Timestamp};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};
use uuid::Uuid;

use super::schema::{FACETS, ID_HIGH, ID_LOW, TOLD_AT};
use super::{Hit, When};

/// What to count and keep.
pub(super) struct Sift {
    /// What is left out.
    pub but: HashSet<DocAddress>,
    /// What is asked of each facet.
    pub chosen: Vec<Chosen>,
    /// The choice of a time.
    pub when: Option<When>,
    pub now: Timestamp,
    /// How many of the best to keep.
    pub keep: usize,
    /// Best by words; newest first otherwise.
    pub scoring: bool,
}

/// What is asked of one facet.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// Its place in [`FACETS`]. Two may share one when each has its own values.
    pub facet: usize,
    /// The choices; none means all.
    pub values: Vec<String>,
    /// The values that are its own, where it shares the column.
    pub own: Option<Vec<String>>,
}

/// What came out.
#[derive(Debug, Default)]
pub(super) struct Sifted {
    /// The best, best first.
    pub best: Vec<Hit>,
    pub total: u64,
    /// Counts by value, in the order of [`FACETS`].
    pub counts: [HashMap<String, u64>; FACETS.len()],
    /// Counts in the order of [`When::ALL`].
    pub when: [u64; When::ALL.len()],
}

/// Orders hits: by score, then the newest, then by id so that pages do not shift.
#[derive(Clone, Copy, Debug)]
struct Rank {
    score: Score,
    told_at: i64,
    id: (u64, u64),
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.score
            .total_cmp(&other.score)
            .then(self.told_at.cmp(&other.told_at))
            .then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Rank {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Rank {}

/// The best `keep` ranks.
#[derive(Debug, Default)]
struct Best {
    keep: usize,
    heap: BinaryHeap<Reverse<Rank>>,
}

impl Best {
    fn offer(&mut self, rank: Rank) {
        if self.heap.len() < self.keep {
            self.heap.push(Reverse(rank));
        } else if let Some(mut worst) = self.heap.peek_mut()
            && rank > worst.0
        {
            *worst = Reverse(rank);
        }
    }
}

/// One facet in one segment.
struct Counted {
    facet: usize,
    column: Option<StrColumn>,
    /// The ordinals of the choices; `None` when nothing is chosen.
    chosen: Option<HashSet<u64>>,
    /// The ordinals that are counted; `None` when all are.
    own: Option<HashSet<u64>>,
    counts: Vec<u64>,
}

impl Counted {
    fn passes(&self, document: DocId) -> bool {
        let Some(chosen) = &self.chosen else { return true };
        let Some(column) = &self.column else { return false };
        column.term_ords(document).any(|ord| chosen.contains(&ord))
    }

    fn count(&mut self, document: DocId) {
        let Some(column) = &self.column else { return };
        for ord in column.term_ords(document) {
            if self.own.as_ref().is_some_and(|own| !own.contains(&ord)) {
                continue;
            }
            if let Some(count) = usize::try_from(ord).ok().and_then(|ord| self.counts.get_mut(ord)) {
                *count += 1;
            }
        }
    }

    fn named(self) -> tantivy::Result<HashMap<String, u64>> {
        let mut named = HashMap::new();
        let Some(column) = self.column else {
            return Ok(named);
        };
        for (ord, count) in (0_u64..).zip(self.counts) {
            if count > 0 {
                let mut value = String::new();
                column.ord_to_str(ord, &mut value)?;
                named.insert(value, count);
            }
        }
        Ok(named)
    }
}

/// [`Sift`] on one segment.
pub(super) struct SegmentSift {
    but: HashSet<DocId>,
    facets: Vec<Counted>,
    told_at: Column<i64>,
    id_high: Column<u64>,
    id_low: Column<u64>,
    /// From and to, in the order of [`When::ALL`].
    spans: [(i64, i64); When::ALL.len()],
    span: Option<(i64, i64)>,
    when: [u64; When::ALL.len()],
    total: u64,
    best: Best,
}

/// What one segment gave.
pub(super) struct SegmentFruit {
    total: u64,
    /// By the place in [`FACETS`].
    counts: Vec<(usize, HashMap<String, u64>)>,
    when: [u64; When::ALL.len()],
    best: BinaryHeap<Reverse<Rank>>,
}

impl SegmentCollector for SegmentSift {
    type Fruit = tantivy::Result<SegmentFruit>;

    fn collect(&mut self, document: DocId, score: Score) {
        if self.but.contains(&document) {
            return;
        }
        let told_at = self.told_at.first(document).unwrap_or_default();
        let in_time = self.span.is_none_or(|(from, to)| (from..to).contains(&told_at));
        let mut missed = self.facets.iter_mut().filter(|facet| !facet.passes(document));
        match (missed.next(), missed.next()) {
            (None, _) => {}
            // Counted for the facet that it misses alone: choosing its value there would show it.
            (Some(only), None) => {
                if in_time {
                    only.count(document);
                }
                return;
            }
            (Some(_), Some(_)) => return,
        }
        for (count, (from, to)) in self.when.iter_mut().zip(self.spans) {
            if (from..to).contains(&told_at) {
                *count += 1;
            }
        }
        if !in_time {
            return;
        }
        for facet in &mut self.facets {
            facet.count(document);
        }
        self.total += 1;
        self.best.offer(Rank {
            score,
            told_at,
            id: (
                self.id_high.first(document).unwrap_or_default(),
                self.id_low.first(document).unwrap_or_default(),
            ),
        });
    }

    fn harvest(self) -> Self::Fruit {
        Ok(SegmentFruit {
            total: self.total,
            counts: self
                .facets
                .into_iter()
                .map(|facet| Ok((facet.facet, facet.named()?)))
                .collect::<tantivy::Result<_>>()?,
            when: self.when,
            best: self.best.heap,
        })
    }
}

/// The ordinals of values in a segment that has them; `None` for no values asked for.
fn ordinals(
    column: Option<&StrColumn>,
    values: Option<&Vec<String>>,
) -> tantivy::Result<Option<HashSet<u64>>> {
    let Some(values) = values else { return Ok(None) };
    let mut ordinals = HashSet::new();
    if let Some(column) = column {
        for value in values {
            ordinals.extend(column.dictionary().term_ord(value.as_bytes())?);
        }
    }
    Ok(Some(ordinals))
}

impl Collector for Sift {
    type Fruit = Sifted;
    type Child = SegmentSift;

    fn for_segment(&self, ord: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentSift> {
        let columns = segment.fast_fields();
        let mut facets = Vec::with_capacity(self.chosen.len());
        for Chosen { facet, values, own } in &self.chosen {
            let Some(name) = FACETS.get(*facet) else { continue };
            let column = columns.str(name)?;
            let chosen = Some(values).filter(|values| !values.is_empty());
            facets.push(Counted {
                facet: *facet,
                chosen: ordinals(column.as_ref(), chosen)?,
                own: ordinals(column.as_ref(), own.as_ref())?,
                counts: vec![0; column.as_ref().map_or(0, |column| column.num_terms())],
                column,
            });
        }
        Ok(SegmentSift {
            but: self
                .but
                .iter()
                .filter(|address| address.segment_ord == ord)
                .map(|address| address.doc_id)
                .collect(),
            facets,
            told_at: columns.i64(TOLD_AT)?,
            id_high: columns.u64(ID_HIGH)?,
            id_low: columns.u64(ID_LOW)?,
            spans: When::ALL.map(|when| when.span(self.now)),
            span: self.when.map(|when| when.span(self.now)),
            when: Default::default(),
            total: 0,
            best: Best {
                keep: self.keep,
                heap: BinaryHeap::new(),
            },
        })
    }

    fn requires_scoring(&self) -> bool {
        self.scoring
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<SegmentFruit>>) -> tantivy::Result<Sifted> {
        let mut sifted = Sifted::default();
        let mut best = Best {
            keep: self.keep,
            heap: BinaryHeap::new(),
        };
        for segment in segments {
            let segment = segment?;
            sifted.total += segment.total;
            for (sum, count) in sifted.when.iter_mut().zip(segment.when) {
                *sum += count;
            }
            for (facet, counts) in segment.counts {
                let Some(sums) = sifted.counts.get_mut(facet) else {
                    continue;
                };
                for (value, count) in counts {
                    *sums.entry(value).or_default() += count;
                }
            }
            for Reverse(rank) in segment.best {
                best.offer(rank);
            }
        }
        sifted.best = best
            .heap
            .into_sorted_vec()
            .into_iter()
            .map(|Reverse(rank)| Hit {
                id: StoryId(Uuid::from_u64_pair(rank.id.0, rank.id.1)),
                score: rank.score,
            })
            .collect();
        Ok(sifted)
    }
}
