//! Why the law lets a council keep stories: UK GDPR articles 6 and 9, in plain words.
//! The choice is the council's, not ours; must never be filled in for anybody.

/// One line of a list: what the form sends, what is kept and shown, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    pub key: &'static str,
    pub name: &'static str,
    pub means: &'static str,
}

const fn ground(key: &'static str, name: &'static str, means: &'static str) -> Ground {
    Ground { key, name, means }
}

/// Article 6: one of these for any personal data.
pub const LAWFUL: &[Ground] = &[
    ground(
        "public-task",
        "Public task, article 6(1)(e)",
        "it is part of what the council is for",
    ),
    ground(
        "consent",
        "Consent, article 6(1)(a)",
        "the person agreed to this use and may stop it",
    ),
    ground(
        "legal",
        "Legal obligation, article 6(1)(c)",
        "a law says that we have to",
    ),
    ground(
        "contract",
        "Contract, article 6(1)(b)",
        "an agreement with the person needs it",
    ),
    ground("vital", "Vital interests, article 6(1)(d)", "to save a life"),
    ground(
        "recognised",
        "Recognised legitimate interest, article 6(1)(ea)",
        "safeguarding or an emergency",
    ),
    ground(
        "legitimate",
        "Legitimate interests, article 6(1)(f)",
        "not for a council's own public tasks",
    ),
];

/// Article 9: one of these too, because stories speak of health, care, belief and family.
pub const SPECIAL: &[Ground] = &[
    ground(
        "care",
        "Health or social care, article 9(2)(h)",
        "to provide or manage care",
    ),
    ground(
        "explicit",
        "Explicit consent, article 9(2)(a)",
        "the person said yes in so many words",
    ),
    ground(
        "protection",
        "Social protection law, article 9(2)(b)",
        "a social care law asks for it",
    ),
    ground(
        "vital",
        "Vital interests, article 9(2)(c)",
        "the person cannot agree and a life is at risk",
    ),
    ground(
        "public",
        "Made public by the person, article 9(2)(e)",
        "they published it themselves",
    ),
    ground(
        "claims",
        "Legal claims, article 9(2)(f)",
        "for a court or a tribunal",
    ),
    ground(
        "substantial",
        "Substantial public interest, article 9(2)(g)",
        "safeguarding or equal treatment",
    ),
    ground(
        "health",
        "Public health, article 9(2)(i)",
        "with a duty of confidence",
    ),
    ground(
        "research",
        "Archiving, research or statistics, article 9(2)(j)",
        "with the safeguards of article 89",
    ),
];

/// The line with this key.
pub fn of(list: &'static [Ground], key: &str) -> Option<&'static Ground> {
    list.iter().find(|ground| ground.key == key)
}
