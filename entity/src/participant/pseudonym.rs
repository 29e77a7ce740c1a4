//! Pseudonyms: ordinary names that fit anybody, none of them the person's own.

const FIRST: &[&str] = &[
    "Ali",
    "Alex",
    "Ariel",
    "Ash",
    "Bailey",
    "Bobbie",
    "Cameron",
    "Casey",
    "Charlie",
    "Chris",
    "Dale",
    "Dana",
    "Darcy",
    "Devon",
    "Drew",
    "Eden",
    "Ellis",
    "Emery",
    "Finley",
    "Francis",
    "Frankie",
    "Glyn",
    "Harper",
    "Jamie",
    "Jess",
    "Jo",
    "Jody",
    "Jules",
    "Kai",
    "Kelly",
    "Kim",
    "Kit",
    "Lee",
    "Lesley",
    "Lindsay",
    "Logan",
    "Mackenzie",
    "Max",
    "Mel",
    "Morgan",
    "Nat",
    "Nicky",
    "Noor",
    "Pat",
    "Perry",
    "Quinn",
    "Ray",
    "Reese",
    "Remy",
    "Riley",
    "Robin",
    "Rory",
    "Rowan",
    "Sacha",
    "Sandy",
    "Shay",
    "Stevie",
    "Terry",
    "Toni",
    "Val",
];

const LAST: &[&str] = &[
    "Ashby", "Barrow", "Beck", "Birch", "Brook", "Cole", "Croft", "Dale", "Dean", "Elder", "Fenn", "Field",
    "Finch", "Ford", "Frost", "Gale", "Garland", "Glen", "Grove", "Hale", "Hart", "Heath", "Hill", "Holt",
    "Lane", "Lark", "Marsh", "Mead", "Moss", "Nash", "Pike", "Poole", "Reed", "Ridge", "Rowe", "Sands",
    "Stone", "Thorn", "Vale", "Wells", "Wood", "Wren",
];

/// A pseudonym picked by `seed` that is not taken and shares no part with the real name.
pub(super) fn choose(seed: u128, real_name: &str, taken: &[String]) -> String {
    let own: Vec<String> = real_name.split_whitespace().map(str::to_lowercase).collect();
    let count = FIRST.len() * LAST.len();
    // A step that shares no factor with the count visits every pair once.
    let step = 1009;
    let start = usize::try_from(seed % count as u128).unwrap_or(0);
    for turn in 0..count {
        let pick = (start + turn * step) % count;
        let (Some(first), Some(last)) = (FIRST.get(pick % FIRST.len()), LAST.get(pick / FIRST.len())) else {
            continue;
        };
        let name = format!("{first} {last}");
        let own_part = own
            .iter()
            .any(|part| *part == first.to_lowercase() || *part == last.to_lowercase());
        if !own_part && !taken.contains(&name) {
            return name;
        }
    }
    format!("Person {}", taken.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_is_never_part_of_the_real_name_nor_taken_twice() {
        let mut taken = Vec::new();
        for seed in 0..2000 {
            let name = choose(seed, "Robin Hart", &taken);
            assert!(!name.contains("Robin") && !name.contains("Hart"), "{name}");
            assert!(!taken.contains(&name), "{name}");
            taken.push(name);
        }
    }
}
