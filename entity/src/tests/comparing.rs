//! Who compares what they get cannot tell that a name and a pseudonym are one person's.
use super::families::okafors;
use super::*;
use crate::family;
use crate::showcase::{self, NewShowcase};
use crate::story::{Called, Shown};

const READERS: [Audience; 3] = [Audience::Planners, Audience::Staff, Audience::Public];

/// One more story of Sam's with these answers, released.
async fn told(db: &Db, council: &Council, nonce: &str, choices: &[Choice]) -> StoryId {
    let id = in_tx(db, async |tx| {
        let id = story::start(tx, &council.teller, draft(council.sam, nonce), NOW)
            .await
            .unwrap();
        consent::record(tx, &council.teller, id, choices, &asked(), NOW)
            .await
            .unwrap();
        story::send(tx, &council.teller, id, NOW).await.unwrap();
        id
    })
    .await;
    release(db, council, id).await.unwrap();
    id
}

/// A story whose name planners get, and one whose name nobody gets; everybody gets the words of both.
async fn two(db: &Db, council: &Council) -> (StoryId, StoryId) {
    let mut words: Vec<Choice> = READERS.map(|audience| yes(Form::Words, audience)).to_vec();
    words.push(yes(Form::Words, Audience::Team));
    let masked = told(db, council, "masked", &words).await;
    words.push(yes(Form::Name, Audience::Planners));
    (told(db, council, "named", &words).await, masked)
}

fn said(shown: &Shown) -> (&str, &str) {
    (&shown.teller, &shown.title)
}

const NAMED: (&str, &str) = ("Sam", "Sam and the bus");
const MASKED: (&str, &str) = ("Robin Wren", "Robin Wren and the bus");
const NEITHER: (&str, &str) = ("Somebody", "[name] and the bus");

#[test]
fn the_pseudonym_stands_on_no_story_whose_name_was_ever_given() {
    on_both(async |db| {
        let council = council(db).await;
        let (named, masked) = two(db, &council).await;
        for (viewer, expected) in [
            (&council.planner, NAMED),
            (&council.frontline, NEITHER),
            (&Viewer::Public, NEITHER),
            (&council.researcher, MASKED),
        ] {
            let open = story::open(db, viewer, named, NOW).await.unwrap();
            assert_eq!(said(&open), expected, "{viewer:?}");
            let open = story::open(db, viewer, masked, NOW).await.unwrap();
            assert_eq!(said(&open), MASKED, "{viewer:?}");
        }
        // The same reader in the place of another, and in a list without names.
        let both = [named, masked];
        let as_public = story::showing(db, &council.planner, &both, Audience::Public, NOW).await;
        let unnamed = story::unnamed(db, &council.planner, &both, NOW).await;
        for shown in [as_public.unwrap(), unnamed.unwrap()] {
            assert_eq!([said(&shown[0]), said(&shown[1])], [NEITHER, MASKED]);
        }
        // Their teller sees it coming.
        let preview = story::preview(db, &council.teller, named, Audience::Staff, NOW).await;
        let preview = preview.unwrap().unwrap();
        assert_eq!((said(&preview), preview.called), (NEITHER, Called::Nothing));
        // A word that nobody may look for is a link too.
        let mut indexed = story::documents(db, &both, Reason::Index).await.unwrap();
        indexed.sort_by_key(|document| document.id != named);
        let titles: Vec<&str> = indexed.iter().map(|document| document.title.as_str()).collect();
        assert_eq!(titles, [NEITHER.1, MASKED.1]);
        // Planners have read the name: that it ends does not bring the pseudonym back.
        let no = Choice {
            yes: false,
            ..yes(Form::Name, Audience::Planners)
        };
        in_tx(db, async |tx| {
            consent::record(tx, &council.teller, named, &[no], &asked(), NOW)
                .await
                .unwrap();
        })
        .await;
        let open = story::open(db, &council.planner, named, NOW).await.unwrap();
        assert_eq!(said(&open), NEITHER);
    });
}

#[test]
fn a_name_for_the_team_alone_leaves_the_pseudonym_for_everybody_else() {
    on_both(async |db| {
        let council = council(db).await;
        let answers = [
            yes(Form::Words, Audience::Planners),
            yes(Form::Words, Audience::Team),
            yes(Form::Name, Audience::Team),
        ];
        let id = told(db, &council, "team", &answers).await;
        let open = story::open(db, &council.researcher, id, NOW).await.unwrap();
        assert_eq!(said(&open), NAMED);
        let open = story::open(db, &council.planner, id, NOW).await.unwrap();
        assert_eq!(said(&open), MASKED);
    });
}

#[test]
fn what_makers_typed_never_turns_a_name_into_the_pseudonym() {
    on_both(async |db| {
        let council = council(db).await;
        let (named, masked) = two(db, &council).await;
        let make = async |audience: Audience| {
            let new = NewShowcase {
                title: "Sam Okafor".into(),
                why: "Ask Sam".into(),
                question: "And Sam?".into(),
                audience,
                items: vec![(named, "Sam rides".into()), (masked, "Sam waits".into())],
                nonce: audience.as_str().into(),
            };
            in_tx(db, async |tx| {
                showcase::make(tx, db, &council.planner, new, NOW).await
            })
            .await
            .unwrap()
        };
        let seen = async |viewer: &Viewer, audience: Audience| {
            let id = make(audience).await;
            let seen = showcase::open(db, viewer, id, NOW).await.unwrap();
            let whys: Vec<String> = seen.items.iter().map(|(_, why)| why.clone()).collect();
            [seen.title, seen.why, seen.question, whys.join(", ")]
        };
        assert_eq!(
            seen(&council.planner, Audience::Planners).await,
            ["Sam Okafor", "Ask Sam", "And Sam?", "Sam rides, [name] waits"]
        );
        let hidden = [
            "[name]",
            "Ask [name]",
            "And [name]?",
            "[name] rides, [name] waits",
        ];
        assert_eq!(seen(&council.frontline, Audience::Staff).await, hidden);
        assert_eq!(seen(&council.planner, Audience::Public).await, hidden);
    });
}

#[test]
fn a_story_with_its_tellers_name_stands_in_no_line_of_a_family() {
    on_both(async |db| {
        let all = okafors(db).await;
        let (ann, ben, planner) = (&all.ann, &all.ben, &all.council.planner);
        for somebody in [ann, ben] {
            somebody.answers(db, &[Audience::Planners], NOW).await;
        }
        let line = family::line(db, planner, all.family, NOW).await.unwrap();
        assert_eq!(line.cards.len(), 2);
        in_tx(db, async |tx| {
            let name = [yes(Form::Name, Audience::Leaders)];
            consent::record(tx, &ann.viewer, ann.story, &name, &asked(), NOW)
                .await
                .unwrap();
        })
        .await;
        ann.releases(db).await;
        // Two of one family are no line any more, and neither page leads to the other.
        let line = family::line(db, planner, all.family, NOW).await;
        assert!(matches!(line, Err(Error::NotFound)));
        for story in [ann.story, ben.story] {
            let shown = story::open(db, planner, story, NOW).await.unwrap();
            let of = family::line_of(db, planner, &shown, NOW).await.unwrap();
            assert_eq!(of, None);
        }
    });
}
