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

async fn words_of(db: &Db, viewer: &Viewer, id: StoryId) -> Vec<String> {
    let (lines, _) = transcript::own(db, viewer, id, NOW).await.unwrap();
    lines.into_iter().map(|line| line.cue.words).collect()
}

#[test]
fn what_the_teller_put_right_stays_and_every_yes_is_to_the_lines_they_read() {
    on_both(async |db| {
        let council = council(db).await;
        let (teller, team) = (&council.teller, &council.researcher);
        let id = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        let heard = [
            line(0, "I like the buzz."),
            line(1_000, "Erm."),
            line(2_000, "It is late."),
        ];
        in_tx(db, async |tx| {
            assert_eq!(transcript::set(tx, team, id, &heard, NOW).await.unwrap(), 0);
            let text = "I like the buzz.\nErm.\nIt is late.";
            story::set_words(tx, teller, id, "Bus", text, NOW).await.unwrap();
            transcript::agree(tx, teller, id, NOW).await.unwrap();
        })
        .await;
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

        in_tx(db, async |tx| {
            transcript::agree(tx, teller, id, NOW).await.unwrap();
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
            let yes = transcript::agree(&tx, other, id, NOW).await;
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
