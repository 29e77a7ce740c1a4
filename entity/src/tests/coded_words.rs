//! Codings of words when the words change, on both databases: they move with them, or are of the whole story.
use sea_orm::EntityTrait as _;

use super::*;
use crate::transcript::{self, Cue};
use crate::{NoticeKind, ThemeId, coding, notice, story, theme};

async fn themes(db: &Db) -> Vec<ThemeId> {
    in_tx(db, async |tx| theme::load(tx, &framework()).await.unwrap()).await;
    let all = theme::frameworks(db).await.unwrap();
    all[0].themes.iter().map(|theme| theme.id).collect()
}

async fn code(db: &Db, council: &Council, id: StoryId, words: &str, theme: ThemeId) {
    let own = story::own(db, &council.teller, id, NOW).await.unwrap().story;
    let text = own.words.unwrap();
    let start = text[..text.find(words).unwrap()].chars().count();
    let end = start + words.chars().count();
    let (coder, now) = (&council.researcher, NOW);
    let span = coding::span(db, coder, id, start, end, now).await.unwrap();
    in_tx(db, async |tx| {
        coding::add(tx, coder, id, Some(span), theme, now).await.unwrap();
    })
    .await;
}

/// What is coded, in the order of the words; nothing for the whole story.
async fn coded(db: &Db, council: &Council, id: StoryId) -> Vec<Option<String>> {
    let text = story::own(db, &council.teller, id, NOW)
        .await
        .unwrap()
        .story
        .words;
    let text: Vec<char> = text.unwrap().chars().collect();
    let all = coding::of_story(db, &council.teller, id, NOW).await.unwrap();
    all.into_iter()
        .map(|one| one.span.map(|(start, end)| text[start..end].iter().collect()))
        .collect()
}

#[test]
fn codings_go_where_the_words_go_and_are_of_the_whole_story_when_these_are_gone() {
    on_both(async |db| {
        let council = council(db).await;
        let themes = themes(db).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        let line = |at: i64, words: &str| Cue {
            start_ms: at,
            end_ms: at + 1_000,
            words: words.into(),
        };
        let lines = [
            line(0, "We go 🙂."),
            line(1_000, "I hate Mo here."),
            line(2_000, "The bus is late."),
        ];
        in_tx(db, async |tx| {
            story::set_words(tx, &council.teller, id, "Bus", "", NOW)
                .await
                .unwrap();
            transcript::set(tx, &council.researcher, id, &lines, NOW)
                .await
                .unwrap();
        })
        .await;
        for words in ["go 🙂", "Mo here", "I hate Mo here.", "bus is late"] {
            code(db, &council, id, words, themes[0]).await;
        }
        let put_right = async |at: i32, was: &str, words: &str| {
            in_tx(db, async |tx| {
                transcript::put_right(tx, &council.teller, id, (at, was), words, NOW)
                    .await
                    .unwrap()
            })
            .await
        };
        put_right(0, "We go 🙂.", "Ŵyn and I go 🙂.").await;
        let all = ["go 🙂", "I hate Mo here.", "Mo here", "bus is late"];
        assert_eq!(coded(db, &council, id).await, all.map(|words| Some(words.into())));
        assert!(notice::open(db, &council.researcher).await.unwrap().is_empty());

        put_right(1, "I hate Mo here.", "").await;
        let left = ["go 🙂", "bus is late"].map(|words| Some(words.into()));
        let whole = [None].into_iter().chain(left).collect::<Vec<_>>();
        assert_eq!(
            coded(db, &council, id).await,
            whole,
            "the same coding twice is one"
        );
        let told = notice::open(db, &council.researcher).await.unwrap();
        assert_eq!((told.len(), told[0].kind), (1, NoticeKind::WordsChanged));
        let kept = coding::excerpt::Entity::find().all(db.read()).await.unwrap();
        assert_eq!(kept.len(), 2);
        for one in kept {
            let text = format!("{} {} {}", one.before, one.quote, one.after);
            assert!(!text.contains("Mo"), "what was taken out stays nowhere: {text}");
        }
        // Every writer of words does it.
        let text = "Today we go 🙂. Then: the bus is late.";
        in_tx(db, async |tx| {
            story::set_words(tx, &council.teller, id, "Bus", text, NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(coded(db, &council, id).await, whole);
    });
}
