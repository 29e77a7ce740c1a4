//! "Are these your words?": what was written down of a film, read back to its teller, whose word is the last.
use std::fmt::Write as _;

use entity::{Audience, Form, StoryKind, transcript};

use super::telling::easy;
use crate::support::actors::{Actor, PASSWORD};
use crate::support::tales::{Tale, Tales};

const PLANNERS: &[(Form, Audience)] = &[(Form::Words, Audience::Team), (Form::Words, Audience::Planners)];

async fn asha(tales: &Tales) -> Actor {
    let desk = tales.app.anonymous();
    desk.sign_in("asha@example.gov.uk", PASSWORD).await;
    desk
}

#[actix_web::test]
async fn a_teller_puts_the_words_of_their_film_right_and_the_team_cannot_undo_it() {
    let tales = Tales::begin().await;
    let tale = Tale {
        kind: StoryKind::Video,
        title: "The bus",
        words: "",
        yes: PLANNERS,
        film: true,
        ..Tale::default()
    };
    let id = tales.tell(&tales.ray, tale).await;
    let (phone, desk) = (tales.phone(&tales.ray).await, asha(&tales).await);
    let studio = format!("/studio/stories/{id}/transcript");
    let mut captions = "WEBVTT\n\n".to_owned();
    for second in 0..8 {
        let said = if second == 0 {
            "I like the buzz."
        } else {
            "It is late."
        };
        let end = second + 1;
        writeln!(captions, "00:00:0{second}.000 --> 00:00:0{end}.000\n{said}\n").unwrap();
    }
    desk.press(&studio, &[("words", &captions)]).await;

    let story = phone.get(&format!("/me/stories/{id}")).await;
    let first = phone.get(&story.link("Are these your words?").unwrap()).await;
    easy(&first);
    assert_eq!(first.texts(".st-lines p").len(), 6);
    assert!(!first.says("Yes, these are my words"), "not all of them are read");
    let line = phone
        .get(&first.attributes(".st-lines a", "href").remove(0))
        .await;
    easy(&line);
    let was = line.typed("was");
    let empty = phone.press(&line.path, &[("was", &was), ("words", " ")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.says("Write what you said"));
    let read = line.typed("read");
    let mine = [
        ("was", was.as_str()),
        ("words", "I like the bus."),
        ("read", &read),
    ];
    let back = phone.press(&line.path, &mine).await;
    assert!(back.path.starts_with(&first.path), "{}", back.path);
    assert_eq!(back.texts(".st-lines p")[0], "I like the bus.");
    let twice = phone
        .press(&line.path, &[("was", &was), ("words", "I like buses.")])
        .await;
    assert_eq!(twice.status, 409, "another phone had changed it");
    assert!(twice.says("These words changed just now.") && twice.typed("was") == "I like the bus.");
    let last = phone.get(&back.link("See the next words").unwrap()).await;
    easy(&last);
    let out = last.attributes(".st-lines a", "href").remove(1);
    let read = phone.get(&out).await.typed("read");
    let fields = [("was", "It is late."), ("do", "out"), ("read", &read)];
    let left = phone.press(&out, &fields).await;
    assert_eq!(left.texts(".st-lines p").len(), 1);
    // What is taken out is in no text of the story either.
    let own = entity::story::own(&tales.app.state.db, &tales.ray.viewer, id, tales.app.now()).await;
    let text = own.unwrap().story.words.unwrap();
    assert_eq!(text.matches("It is late.").count(), 6, "{text}");
    assert!(text.starts_with("I like the bus.") && !text.contains("buzz"));

    // The cut is another: nobody beyond the team sees it before the person looked again.
    let seen = tales.planner.get(&format!("/insight/stories/{id}")).await;
    assert_eq!(seen.status, 404);
    let yes = [("read", left.typed("read"))];
    let yes = yes.each_ref().map(|(name, mark)| (*name, mark.as_str()));
    let done = phone.press(&format!("/me/stories/{id}/words"), &yes).await;
    assert!(done.says("Thank you. These are your words."), "{}", done.words());
    assert!(done.link("The words of my film").is_some() && done.link("Look and say yes").is_some());

    let page = desk.get(&studio).await;
    assert!(page.says("They put 2 lines right.") && page.says("that these are their words."));
    let saved = desk.press(&studio, &[("words", &captions)]).await;
    assert!(
        saved.says("1 line stays as the person put it right."),
        "{}",
        saved.words()
    );
    let (lines, agreed) = transcript::own(&tales.app.state.db, &tales.ray.viewer, id, tales.app.now())
        .await
        .unwrap();
    assert_eq!((lines.len(), lines[0].cue.words.as_str()), (7, "I like the bus."));
    assert!(agreed, "what they said yes to is what there is");
}

#[actix_web::test]
async fn a_yes_is_to_the_lines_that_were_read_and_a_new_cut_never_brings_words_back() {
    let tales = Tales::begin().await;
    let tale = Tale {
        kind: StoryKind::Video,
        title: "The bus",
        words: "My own text.",
        yes: PLANNERS,
        film: true,
        ..Tale::default()
    };
    let id = tales.tell(&tales.ray, tale).await;
    let (phone, desk) = (tales.phone(&tales.ray).await, asha(&tales).await);
    let studio = format!("/studio/stories/{id}/transcript");
    let captions = |last: &str| {
        let mut text = "WEBVTT\n\n".to_owned();
        for second in 0..8 {
            let (said, end) = (if second == 7 { last } else { "It is late." }, second + 1);
            writeln!(text, "00:00:0{second}.000 --> 00:00:0{end}.000\n{said}\n").unwrap();
        }
        text
    };
    desk.press(&studio, &[("words", &captions("Erm."))]).await;
    let words = format!("/me/stories/{id}/words");
    let first = phone.get(&words).await;
    let next = first.link("See the next words").unwrap();
    let last = phone.get(&next).await;
    let read = last.typed("read");
    desk.press(&studio, &[("words", &captions("Never said."))]).await;
    for old in [read.as_str(), ""] {
        let again = phone.press(&words, &[("read", old)]).await;
        assert_eq!(again.status, 409);
        assert!(again.says("Some words changed just now. Read them again from here."));
        assert_eq!(again.texts(".st-lines p").len(), 6, "from the beginning");
    }
    // The next page of what is not there any more is the first one too.
    let begin = phone.get(&next).await;
    assert_eq!(begin.path, words);
    let last = phone.get(&begin.link("See the next words").unwrap()).await;
    let line = phone.get(&last.attributes(".st-lines a", "href").remove(1)).await;
    let fields = [
        ("was", "Never said."),
        ("do", "out"),
        ("read", &line.typed("read")),
    ];
    let out = phone.press(&line.path, &fields).await;
    assert!(out.says("Your story has other words too."), "{}", out.words());
    let told = desk.get("/for-you").await;
    assert!(told.says("Words of “The bus” changed. Look at its text and its themes again."));
    assert_eq!(told.link("Open the story"), Some(format!("/studio/stories/{id}")));

    let page = desk.get(&studio).await;
    assert!(page.says("The story has a text of its own as well."));
    let longer = "WEBVTT\n\n00:00:00.000 --> 00:00:09.000\nIt is late. Never said.\n";
    let refused = desk.press(&studio, &[("words", longer)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Cut it at their times."), "{}", refused.words());
    assert!(refused.says("Put right by the person: 00:00:07.000 --> 00:00:08.000"));
    assert!(refused.typed("words").ends_with("It is late. Never said."));
    let plain = desk.press(&studio, &[("words", "It is late. Never said.")]).await;
    assert_eq!(plain.status, 422);
    assert!(plain.says("plain words have no times to keep these by"));
    let (lines, agreed) = transcript::own(&tales.app.state.db, &tales.ray.viewer, id, tales.app.now())
        .await
        .unwrap();
    assert_eq!((lines.len(), agreed), (7, false));
}

#[actix_web::test]
async fn a_story_without_a_film_has_no_such_page_and_nobody_else_has_it() {
    let tales = Tales::begin().await;
    let id = tales.tell(&tales.ray, Tale::default()).await;
    let (ray, bet) = (tales.phone(&tales.ray).await, tales.phone(&tales.bet).await);
    let words = format!("/me/stories/{id}/words");
    assert!(
        ray.get(&format!("/me/stories/{id}"))
            .await
            .link("Are these your words?")
            .is_none()
    );
    for phone in [&ray, &bet] {
        for path in [words.clone(), format!("{words}/1"), format!("{words}/none")] {
            assert_eq!(phone.get(&path).await.status, 404, "{path}");
            assert_eq!(
                phone.press(&path, &[("words", "Mine.")]).await.status,
                404,
                "{path}"
            );
        }
    }
}
