//! The closed lists of a worry. Those that only safeguarding reads are on no facet and in no codebook.
use std::fmt;
use std::str::FromStr;

use sea_orm::sea_query::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::vocabulary::words;

words! {
    /// In whose words a worry was noticed.
    WordsOf {
        Teller = "teller": "The teller said or wrote it",
        Mine = "mine": "I saw or heard it",
        Another = "another": "Somebody else told me",
    }
    /// What a teller picks when somebody is hurting them.
    Hurt {
        Body = "body": "Someone hurts me",
        Money = "money": "My money is taken",
        Unkind = "unkind": "Someone is cruel to me",
        Touch = "touch": "Touching I do not want",
        Alone = "alone": "I do not get help",
        Other = "other": "Something else",
    }
    /// An answer to one of the three questions of section 42(1) of the Care Act 2014.
    Known {
        Yes = "yes": "Yes",
        No = "no": "No",
        NotYet = "not_yet": "Not known yet",
    }
    /// The ten types of abuse of the Care and Support statutory guidance. For safeguarding only.
    AbuseType {
        Physical = "physical": "Physical",
        Domestic = "domestic": "Domestic",
        Sexual = "sexual": "Sexual",
        Psychological = "psychological": "Psychological or emotional",
        Financial = "financial": "Financial or material",
        Slavery = "slavery": "Modern slavery",
        Discriminatory = "discriminatory": "Discriminatory",
        Organisational = "organisational": "Organisational",
        Neglect = "neglect": "Neglect or acts of omission",
        SelfNeglect = "self_neglect": "Self-neglect",
    }
    /// How a worry ended.
    Outcome {
        Enquiry = "enquiry": "An enquiry under section 42 goes on elsewhere",
        Support = "support": "Support or advice was given",
        Elsewhere = "elsewhere": "Another service looks into it",
        NotWanted = "not_wanted": "The person does not want more, and nobody else is at risk",
        Nothing = "nothing": "There was nothing to worry about",
    }
    /// What a line in the history of a worry is.
    Step {
        Triage = "triage": "The three questions were answered",
        Wishes = "wishes": "What the person wants",
        Types = "types": "Types of abuse",
        Referral = "referral": "Referral number",
        Note = "note": "Note",
        Told = "told": "The teller told us more",
        Closed = "closed": "Closed",
        Late = "late": "Nobody had looked in time, and every lead was told again",
        TakenBack = "taken_back": "The teller took the story back",
        BroughtBack = "brought_back": "The teller brought the story back",
        Lifted = "lifted": "The hold was lifted",
    }
}
