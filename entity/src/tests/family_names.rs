//! Nobody's name stands in the words of another of the family, in whatever text.
use super::families::{Okafors, okafors};
use super::*;
use crate::family;
use crate::showcase::{self, NewShowcase};
use crate::transcript::{self, Cue};

#[test]
fn names_of_the_family_stand_in_nobody_elses_words_whatever_was_said() {
    on_both(async |db| {
        let all = okafors(db).await;
        let Okafors { council, ann, .. } = &all;
        let away = "[name]’s visit | [name] came, Grandad [name], with [name]. [name]’s chair, old [name].";
        for viewer in [&council.planner, &council.researcher, &council.frontline] {
            let seen = ann.as_seen_by(db, viewer).await;
            assert_eq!(seen, format!("{away} I am P Annish."));
        }
        let documents = story::documents(db, &[ann.story], Reason::Index).await.unwrap();
        let indexed = format!("{} | {}", documents[0].title, documents[0].words);
        assert_eq!(indexed, format!("{away} I am P Annish."));
        assert!(
            ann.as_seen_by(db, &ann.viewer)
                .await
                .contains("Grandad Bill, with Ben")
        );
        // Her own name may be shown: then it stands, and the others' still do not.
        in_tx(db, async |tx| {
            let named = [yes(Form::Name, Audience::Planners)];
            consent::record(tx, &ann.viewer, ann.story, &named, &asked(), NOW)
                .await
                .unwrap();
        })
        .await;
        ann.releases(db).await;
        let seen = ann.as_seen_by(db, &council.planner).await;
        assert_eq!(seen, format!("{away} I am Ann Okafor."));
        let preview = story::preview(db, &ann.viewer, ann.story, Audience::Planners, NOW).await;
        assert_eq!(
            preview.unwrap().unwrap().words.unwrap(),
            seen.split(" | ").nth(1).unwrap()
        );
        // Whoever leaves the family, and who is left alone, agreed to nothing by that.
        for somebody in [&all.bill, &all.ben, &all.sue] {
            in_tx(db, async |tx| {
                family::part(tx, &council.researcher, somebody.id, NOW)
                    .await
                    .unwrap();
            })
            .await;
            let seen = ann.as_seen_by(db, &council.planner).await;
            assert_eq!(seen, format!("{away} I am Ann Okafor."));
        }
        // The lead has to know who is meant.
        in_tx(db, async |tx| {
            hold::place(tx, &council.researcher, ann.story, HoldGround::Safety, "", NOW)
                .await
                .unwrap();
        })
        .await;
        assert!(
            ann.as_seen_by(db, &council.safeguarding)
                .await
                .contains("Grandad Bill, with Ben")
        );
    });
}

#[test]
fn captions_passages_and_the_words_of_a_showcase_are_masked_the_same() {
    on_both(async |db| {
        let all = okafors(db).await;
        let Okafors { council, ann, .. } = &all;
        let cue = Cue {
            start_ms: 0,
            end_ms: 900,
            words: "Bill said so".into(),
        };
        in_tx(db, async |tx| {
            transcript::set(tx, &ann.viewer, ann.story, std::slice::from_ref(&cue), NOW)
                .await
                .unwrap();
            theme::load(tx, &framework()).await.unwrap();
        })
        .await;
        ann.releases(db).await;
        let shown = story::open(db, &council.planner, ann.story, NOW).await.unwrap();
        assert_eq!(shown.cues[0].words, "[name] said so");
        let mended = transcript::mended(db, &council.researcher, ann.story, shown.cues.clone(), NOW).await;
        assert_eq!(
            mended.unwrap(),
            [cue],
            "a line that comes back as it was shown keeps its names"
        );
        let words: Vec<char> = shown.words.unwrap().chars().collect();
        let at = words.iter().position(|letter| *letter == 'G').unwrap();
        let span = coding::span(db, &council.researcher, ann.story, at, at + 14, NOW)
            .await
            .unwrap();
        let theme = theme::frameworks(db).await.unwrap()[0].themes[0].id;
        in_tx(db, async |tx| {
            coding::add(tx, &council.researcher, ann.story, Some(span), theme, NOW)
                .await
                .unwrap();
        })
        .await;
        let quote = async |viewer: &Viewer| -> String {
            let words = story::open(db, viewer, ann.story, NOW)
                .await
                .unwrap()
                .words
                .unwrap();
            let (from, to) = coding::of_story(db, viewer, ann.story, NOW).await.unwrap()[0]
                .span
                .unwrap();
            words.chars().skip(from).take(to - from).collect()
        };
        assert_eq!(quote(&council.planner).await, "Grandad [name]");
        assert_eq!(quote(&ann.viewer).await, "Grandad Bill");
        let new = NewShowcase {
            title: "What Bill knows".into(),
            why: "Ask Willum".into(),
            question: "And Ben?".into(),
            audience: Audience::Planners,
            items: vec![(ann.story, "Bill again".into())],
            nonce: "n".into(),
        };
        let id = in_tx(db, async |tx| {
            showcase::make(tx, db, &council.planner, new, NOW).await.unwrap()
        })
        .await;
        let seen = showcase::open(db, &council.planner, id, NOW).await.unwrap();
        let said = [seen.title, seen.why, seen.question, seen.items[0].1.clone()];
        assert_eq!(
            said,
            ["What [name] knows", "Ask [name]", "And [name]?", "[name] again"]
        );
    });
}
