//! A name agreed for one story and not for another: whoever compares all they get cannot put the two together.
use entity::{Audience, Form, Role, StoryId};

use super::discover::{search, titles};
use super::showcases::{made, texts};
use crate::support::actors::Actor;
use crate::support::html::Seen;
use crate::support::tales::{Tale, Tales, Teller};

const MASKED: &[(Form, Audience)] = &[
    (Form::Words, Audience::Team),
    (Form::Words, Audience::Planners),
    (Form::Words, Audience::Staff),
    (Form::Words, Audience::Leaders),
];
const NAMED: &[(Form, Audience)] = &[
    (Form::Words, Audience::Team),
    (Form::Words, Audience::Planners),
    (Form::Words, Audience::Staff),
    (Form::Words, Audience::Leaders),
    (Form::Name, Audience::Planners),
];

struct Gordon {
    tales: Tales,
    teller: Teller,
    named: StoryId,
    masked: StoryId,
}

async fn gordon() -> Gordon {
    let tales = Tales::begin().await;
    let teller = tales.joins("Gordon Pyke", "Linnet").await;
    let told = async |title, words, yes| {
        let tale = Tale {
            title,
            words,
            yes,
            ..Tale::default()
        };
        tales.tell(&teller, tale).await
    };
    let named = told("Gordon rides", "I am Gordon, plumnamed on the bus.", NAMED).await;
    let masked = told("Gordon waits", "I am Gordon, plummasked at the stop.", MASKED).await;
    Gordon {
        tales,
        teller,
        named,
        masked,
    }
}

impl Gordon {
    /// A page is no place where the name and the pseudonym meet: what is about one story never says what the
    /// other one says, what is about both says neither name behind the other's, and no number is the teller's.
    fn apart(&self, seen: &Seen, about: &[&str]) {
        assert_eq!(seen.status, 200, "{}", seen.path);
        assert!(
            !seen.body.contains(&self.teller.participant.to_string()),
            "the number of the teller is on {}",
            seen.path
        );
        for selector in about {
            for part in seen.texts(selector) {
                let (named, masked) = (part.contains("plumnamed"), part.contains("plummasked"));
                assert!(
                    !(named && part.contains("Linnet") || masked && part.contains("Gordon")),
                    "{} says of one what the other says: {part}",
                    seen.path
                );
            }
        }
    }
}

#[actix_web::test]
async fn a_reader_who_compares_pages_cannot_tell_that_gordon_and_the_masked_teller_are_one() {
    let all = gordon().await;
    let (tales, both) = (&all.tales, [all.named, all.masked]);
    let leader = tales.app.staff(Role::Leader).await;
    let readers = [
        (&tales.planner, true),
        (&tales.frontline, false),
        (&leader, false),
    ];

    for (reader, knows) in readers {
        let named = reader.get(&format!("/insight/stories/{}", all.named)).await;
        all.apart(&named, &["main"]);
        assert_eq!(named.body.contains("Gordon"), knows);
        let masked = reader.get(&format!("/insight/stories/{}", all.masked)).await;
        all.apart(&masked, &["main"]);
        assert!(masked.says("Linnet waits") && !masked.body.contains("Gordon"));
        // The pseudonym finds what it stands on, and the name nothing.
        let found = reader.get(&search("linnet")).await;
        all.apart(&found, &[".sf-result"]);
        assert_eq!(titles(&found), ["Linnet waits"]);
        assert!(titles(&reader.get(&search("gordon")).await).is_empty());
        all.apart(&reader.get(&search("bus stop")).await, &[".sf-result"]);
    }
    for audience in ["planners", "staff"] {
        let path = made(&tales.planner, audience, &both).await.path;
        let reader = if audience == "staff" {
            &tales.frontline
        } else {
            &tales.planner
        };
        let seen = reader.get(&path).await;
        all.apart(&seen, &["article"]);
        // The planner reads in the place of others what others read, and still no pseudonym of Gordon's.
        all.apart(&tales.planner.get(&path).await, &["article"]);
        let print = reader.press(&format!("{path}/print"), &[]).await;
        all.apart(&print, &["article", ".sf-item"]);
        let file = reader.press(&format!("{path}/words"), &[]).await;
        let parts: Vec<&str> = file.body.split("\n\n").collect();
        assert!(
            parts.iter().any(|part| part.contains("Linnet waits")),
            "{}",
            file.body
        );
        let named = parts.iter().position(|part| part.contains("plumnamed")).unwrap();
        assert!(!parts[..=named].concat().contains("Linnet"), "{}", file.body);
    }
}

async fn typed(planner: &Actor, all: &Gordon) -> String {
    let page = format!("/insight/stories/{}/use", all.named);
    let form = planner.get(&page).await;
    let form = planner.get(&form.link("Begin a new decision").unwrap()).await;
    let (nonce, story) = (form.typed("nonce"), form.typed("story"));
    let fields = [
        ("nonce", nonce.as_str()),
        ("title", "the bus of Gordon Pyke"),
        ("question", "Does Gordon’s bus stay?"),
        ("story", story.as_str()),
        ("why", "Gordon rides it"),
    ];
    let made = planner.press("/insight/decisions/new", &fields).await;
    let id = made.path.rsplit('/').next().unwrap().to_owned();
    let fields = [
        ("do", "decision"),
        ("decision", id.as_str()),
        ("why", "Gordon waits for it"),
    ];
    planner
        .press(&format!("/insight/stories/{}/use", all.masked), &fields)
        .await;
    made.path
}

#[actix_web::test]
async fn what_makers_typed_says_the_name_or_no_name_and_never_the_pseudonym() {
    let all = gordon().await;
    let tales = &all.tales;
    let page = typed(&tales.planner, &all).await;
    let seen = tales.planner.get(&page).await;
    assert_eq!(seen.heading(), "A decision about the bus of Gordon Pyke");
    assert!(seen.says("Gordon rides it") && seen.says("[name] waits for it"));
    let leader = tales.app.staff(Role::Leader).await;
    let seen = leader.get(&page).await;
    assert_eq!(seen.heading(), "A decision about the bus of [name]");
    assert!(seen.says("[name] rides it") && seen.says("[name] waits for it"));
    assert!(!seen.body.contains("Gordon"));
    let items = seen.texts(".sf-order__item");
    let told: Vec<bool> = items.iter().map(|item| item.contains("Linnet")).collect();
    assert_eq!(told, [false, true], "{items:?}");

    let (ids, mut fields) = (texts(&[all.named, all.masked]), Vec::new());
    fields.extend(super::showcases::fields("staff", &ids, "make"));
    fields[0].1 = "What Gordon says";
    fields[1].1 = "Ask Gordon Pyke";
    let page = tales.planner.press("/watch/new", &fields).await.path;
    for reader in [&tales.planner, &tales.frontline] {
        let seen = reader.get(&page).await;
        assert_eq!(seen.heading(), "What [name] says");
        assert!(seen.says("Ask [name]") && !seen.body.contains("Gordon"));
    }
}

#[actix_web::test]
async fn the_teams_page_of_a_person_has_one_name_for_them() {
    let all = gordon().await;
    let asha = all.tales.researcher().await;
    let page = asha
        .get(&format!("/studio/participants/{}", all.teller.participant))
        .await;
    assert!(
        page.says("Linnet waits") && page.says("[name] rides"),
        "{}",
        page.words()
    );
    assert!(!page.body.contains("Gordon"));
}
