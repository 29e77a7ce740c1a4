//! "Are these your words?", on both databases: the teller's line stays, whoever saves lines after that.
use super::*;
use crate::story;
use crate::transcript::{self, Cue};

fn line(start_ms: i64, words: &str) -> Cue {
    Cue {
        start_ms,
        end_ms: start_ms + 1_000,
        words: words.into(),
    }
}

/// A story that was sent without words.
async fn filmed(db: &Db, council: &Council) -> StoryId {
    let id = sent(db, council, &[yes(Form::Words, Audience::Team)]).await;
    in_tx(db, async |tx| {
        story::set_words(tx, &council.teller, id, "Bus", "", NOW)
            .await
            .unwrap();
    })
    .await;
    id
}

async fn set(db: &Db, council: &Council, id: StoryId, lines: &[Cue]) -> usize {
    let set = async |tx: &Tx| transcript::set(tx, &council.researcher, id, lines, NOW).await;
    in_tx(db, async |tx| set(tx).await.unwrap()).await
}

/// The teller says what a line says; answers whether the story's text says the same.
async fn put_right(db: &Db, council: &Council, id: StoryId, (at, was): (i32, &str), words: &str) -> bool {
    in_tx(db, async |tx| {
        transcript::put_right(tx, &council.teller, id, (at, was), words, NOW)
            .await
            .unwrap()
    })
    .await
}

/// Reads the lines and says yes to them.
async fn say_yes(db: &Db, teller: &Viewer, id: StoryId) {
    let (lines, _) = transcript::own(db, teller, id, NOW).await.unwrap();
    let read = transcript::mark(&lines);
    in_tx(db, async |tx| {
        transcript::agree(tx, teller, id, &read, NOW).await.unwrap();
    })
    .await;
}

async fn text_of(db: &Db, viewer: &Viewer, id: StoryId) -> String {
    let own = story::own(db, viewer, id, NOW).await.unwrap();
    own.story.words.unwrap()
}

async fn words_of(db: &Db, viewer: &Viewer, id: StoryId) -> Vec<String> {
    let (lines, _) = transcript::own(db, viewer, id, NOW).await.unwrap();
    lines.into_iter().map(|line| line.cue.words).collect()
}

#[test]
fn what_the_teller_put_right_stays_and_every_yes_is_to_the_lines_they_read() {
    on_both(async |db| {
        let council = council(db).await;
        let (teller, team) = (&council.teller, &council.researcher);
        let id = filmed(db, &council).await;
        let heard = [
            line(0, "I like the buzz."),
            line(1_000, "Erm."),
            line(2_000, "It is late."),
        ];
        in_tx(db, async |tx| {
            assert_eq!(transcript::set(tx, team, id, &heard, NOW).await.unwrap(), 0);
        })
        .await;
        say_yes(db, teller, id).await;
        let cut = story::own(db, teller, id, NOW).await.unwrap().story.cut;
        in_tx(db, async |tx| {
            transcript::put_right(tx, teller, id, (0, "I like the buzz."), "I like the bus.", NOW)
                .await
                .unwrap();
            transcript::put_right(tx, teller, id, (1, "Erm."), "", NOW)
                .await
                .unwrap();
        })
        .await;
        let own = story::own(db, teller, id, NOW).await.unwrap().story;
        assert!(own.cut > cut, "the second yes is to these words");
        assert_eq!(own.words.as_deref(), Some("I like the bus.\nIt is late."));
        let said = transcript::said(db, team, id, NOW).await.unwrap();
        assert_eq!((said.agreed_at, said.put_right), (None, 2));

        say_yes(db, teller, id).await;
        in_tx(db, async |tx| {
            // The same lines from the machine once more, a little later each, and a new last one.
            let again = [
                line(100, "I like the buzz."),
                line(1_100, "Erm."),
                line(2_100, "It is so late."),
            ];
            assert_eq!(transcript::set(tx, team, id, &again, NOW).await.unwrap(), 1);
        })
        .await;
        assert_eq!(
            words_of(db, teller, id).await,
            ["I like the bus.", "It is so late."]
        );
        let (_, agreed) = transcript::own(db, teller, id, NOW).await.unwrap();
        assert!(!agreed, "one line is another");
        let shown = story::open(db, team, id, NOW).await.unwrap();
        assert_eq!(shown.cues.len(), 2, "what was taken out is nowhere");
        let text = "I like the bus.\nIt is so late.";
        assert_eq!(shown.words.as_deref(), Some(text), "nor in the text");
    });
}

#[test]
fn only_the_teller_says_what_they_said_and_only_to_the_line_they_read() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        in_tx(db, async |tx| {
            transcript::set(tx, &council.researcher, id, &[line(0, "One.")], NOW)
                .await
                .unwrap();
        })
        .await;
        let tx = db.begin().await.unwrap();
        for other in [&council.researcher, &council.other_teller, &council.planner] {
            let put = transcript::put_right(&tx, other, id, (0, "One."), "Two.", NOW).await;
            assert!(matches!(put, Err(Error::NotFound)));
            let yes = transcript::agree(&tx, other, id, "", NOW).await;
            assert!(matches!(yes, Err(Error::NotFound)));
        }
        let old = transcript::put_right(&tx, &council.teller, id, (0, "Once."), "Two.", NOW).await;
        assert!(matches!(old, Err(Error::Conflict(_))));
        let long = "a".repeat(1_001);
        let put = transcript::put_right(&tx, &council.teller, id, (0, "One."), &long, NOW).await;
        assert!(matches!(put, Err(Error::Refused(_))));
        drop(tx);
        assert!(transcript::own(db, &council.other_teller, id, NOW).await.is_err());
        assert!(
            transcript::said(db, &council.other_teller, id, NOW)
                .await
                .is_err()
        );
    });
}

#[test]
fn what_is_taken_out_of_the_lines_is_out_of_the_text_after_the_team_mended_another_line() {
    on_both(async |db| {
        let council = council(db).await;
        let teller = &council.teller;
        let id = filmed(db, &council).await;
        let heard = [line(0, "One."), line(1_000, "I hate Mo."), line(2_000, "Thre.")];
        set(db, &council, id, &heard).await;
        let mended = [line(0, "One."), line(1_000, "I hate Mo."), line(2_000, "Three.")];
        set(db, &council, id, &mended).await;
        assert_eq!(text_of(db, teller, id).await, "One.\nI hate Mo.\nThree.");
        assert!(put_right(db, &council, id, (1, "I hate Mo."), "").await);
        assert_eq!(text_of(db, teller, id).await, "One.\nThree.");
        // All of it, and the team saves what it had once more.
        put_right(db, &council, id, (0, "One."), "").await;
        put_right(db, &council, id, (2, "Three."), "").await;
        assert_eq!(text_of(db, teller, id).await, "");
        set(db, &council, id, &heard).await;
        assert_eq!(text_of(db, teller, id).await, "");
        assert!(words_of(db, teller, id).await.is_empty());
    });
}

#[test]
fn a_text_of_its_own_loses_the_sentence_too_or_the_team_is_told_to_look() {
    on_both(async |db| {
        let council = council(db).await;
        let (teller, team) = (&council.teller, &council.researcher);
        let id = filmed(db, &council).await;
        let text = "My day. I hate Mo. I saw Mo twice.";
        in_tx(db, async |tx| {
            story::set_words(tx, teller, id, "Bus", text, NOW).await.unwrap();
        })
        .await;
        set(
            db,
            &council,
            id,
            &[line(0, "I hate Mo."), line(1_000, "Mo saw me.")],
        )
        .await;
        assert_eq!(text_of(db, teller, id).await, text);
        assert!(transcript::said(db, team, id, NOW).await.unwrap().own_text);
        assert!(put_right(db, &council, id, (0, "I hate Mo."), "").await);
        assert_eq!(text_of(db, teller, id).await, "My day. I saw Mo twice.");
        assert!(crate::notice::open(db, team).await.unwrap().is_empty());

        assert!(!put_right(db, &council, id, (1, "Mo saw me."), "").await);
        assert_eq!(text_of(db, teller, id).await, "My day. I saw Mo twice.");
        let told = crate::notice::open(db, team).await.unwrap();
        assert_eq!((told.len(), told[0].kind), (1, crate::NoticeKind::WordsChanged));
    });
}

#[test]
fn a_line_that_was_taken_out_does_not_come_back_cut_otherwise() {
    on_both(async |db| {
        let council = council(db).await;
        let teller = &council.teller;
        let id = filmed(db, &council).await;
        let at = |start_ms, end_ms, words: &str| Cue {
            start_ms,
            end_ms,
            words: words.into(),
        };
        let heard = [
            at(0, 2_000, "One."),
            at(2_000, 3_000, "No."),
            at(2_500, 6_000, "Meanwhile."),
        ];
        set(db, &council, id, &heard).await;
        put_right(db, &council, id, (1, "No."), "").await;
        let longer = [at(0, 10_000, "One. No. Meanwhile.")];
        let tx = db.begin().await.unwrap();
        let refused = transcript::set(&tx, &council.researcher, id, &longer, NOW).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
        drop(tx);
        let named = transcript::crossing(db, &council.researcher, id, &longer, NOW)
            .await
            .unwrap();
        assert_eq!(
            (named[0].line, named[0].over.as_slice()),
            (0, &[(2_000, 3_000)][..])
        );
        // Inside of it, a little beside it, in two halves: it stays out, and nothing is refused.
        for again in [
            vec![at(2_100, 2_800, "No.")],
            vec![at(1_900, 3_100, "No.")],
            vec![at(2_000, 2_400, "N"), at(2_400, 3_000, "o.")],
        ] {
            set(db, &council, id, &again).await;
            assert!(words_of(db, teller, id).await.is_empty(), "{again:?}");
        }
        // What begins where it ends, and what was spoken beside it, is the team's as before.
        set(db, &council, id, &heard[..1]).await;
        set(
            db,
            &council,
            id,
            &[at(0, 2_100, "Two."), at(2_900, 4_000, "Three.")],
        )
        .await;
        assert_eq!(words_of(db, teller, id).await, ["Two.", "Three."]);
    });
}

#[test]
fn a_line_spoken_beside_one_that_was_put_right_is_saved_again_and_mended() {
    on_both(async |db| {
        let council = council(db).await;
        let id = filmed(db, &council).await;
        let long = |words: &str| Cue {
            start_ms: 0,
            end_ms: 9_000,
            words: words.into(),
        };
        set(db, &council, id, &[long("All the tim."), line(2_000, "No.")]).await;
        put_right(db, &council, id, (1, "No."), "Yes.").await;
        assert_eq!(
            set(db, &council, id, &[long("All the tim."), line(2_000, "Yes.")]).await,
            0
        );
        assert_eq!(
            set(db, &council, id, &[long("All the time."), line(2_000, "No.")]).await,
            1
        );
        assert_eq!(words_of(db, &council.teller, id).await, ["All the time.", "Yes."]);
    });
}

#[test]
fn a_yes_to_lines_that_were_not_read_is_none() {
    on_both(async |db| {
        let council = council(db).await;
        let teller = &council.teller;
        let id = filmed(db, &council).await;
        set(db, &council, id, &[line(0, "One."), line(1_000, "Two.")]).await;
        let (lines, _) = transcript::own(db, teller, id, NOW).await.unwrap();
        let read = transcript::mark(&lines);
        set(db, &council, id, &[line(0, "One, two."), line(1_000, "Two.")]).await;
        for old in [read.as_str(), ""] {
            let tx = db.begin().await.unwrap();
            let yes = transcript::agree(&tx, teller, id, old, NOW).await;
            assert!(matches!(yes, Err(Error::Conflict(_))), "{old}");
        }
        say_yes(db, teller, id).await;
        assert!(transcript::own(db, teller, id, NOW).await.unwrap().1);
    });
}

#[test]
fn lines_that_are_saved_while_the_teller_takes_one_out_do_not_bring_it_back() {
    on_both(async |db| {
        let council = council(db).await;
        let id = filmed(db, &council).await;
        let heard = [line(0, "One."), line(1_000, "No.")];
        set(db, &council, id, &heard).await;
        let first = db.begin().await.unwrap();
        transcript::put_right(&first, &council.teller, id, (1, "No."), "", NOW)
            .await
            .unwrap();
        let (other, team) = (db.clone(), council.researcher.clone());
        at_once::meanwhile(first, async move {
            let tx = other.begin().await.unwrap();
            transcript::set(&tx, &team, id, &heard, NOW).await.unwrap();
            tx.commit().await.unwrap();
        })
        .await;
        assert_eq!(words_of(db, &council.teller, id).await, ["One."]);
        assert_eq!(text_of(db, &council.teller, id).await, "One.");
    });
}
