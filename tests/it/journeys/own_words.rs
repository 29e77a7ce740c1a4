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
        words: "I like the buzz.",
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
    let mine = [("was", was.as_str()), ("words", "I like the bus.")];
    let back = phone.press(&line.path, &mine).await;
    assert_eq!(back.path, first.path);
    assert_eq!(back.texts(".st-lines p")[0], "I like the bus.");
    let twice = phone
        .press(&line.path, &[("was", &was), ("words", "I like buses.")])
        .await;
    assert_eq!(twice.status, 409, "another phone had changed it");
    assert!(twice.says("These words changed just now.") && twice.typed("was") == "I like the bus.");
    let last = phone.get(&back.link("See the next words").unwrap()).await;
    easy(&last);
    let out = last.attributes(".st-lines a", "href").remove(1);
    let left = phone.press(&out, &[("was", "It is late."), ("do", "out")]).await;
    assert_eq!(left.texts(".st-lines p").len(), 1);

    // The cut is another: nobody beyond the team sees it before the person looked again.
    let seen = tales.planner.get(&format!("/insight/stories/{id}")).await;
    assert_eq!(seen.status, 404);
    let done = phone.press(&format!("/me/stories/{id}/words"), &[]).await;
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
