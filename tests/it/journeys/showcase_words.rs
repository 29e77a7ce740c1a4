//! The words of films in a showcase: cut for its audience, and missing while nobody has written them.
use entity::{Audience, Form, StoryId, StoryKind};

use super::showcases::{FOR_STAFF, fields, made, texts};
use crate::support::tales::{Tale, Tales};

#[actix_web::test]
async fn the_words_of_a_film_come_with_it_cut_for_the_audience_of_the_showcase() {
    let tales = Tales::begin().await;
    let film = Tale {
        kind: StoryKind::Video,
        title: "Watched",
        words: "",
        yes: &[
            (Form::Words, Audience::Planners),
            (Form::Name, Audience::Planners),
            (Form::Face, Audience::Planners),
            (Form::Words, Audience::Staff),
            (Form::Face, Audience::Staff),
        ],
        film: true,
        ..Tale::default()
    };
    let id = tales
        .tell_with_cue(&tales.bet, film, "Betsan takes the 38.")
        .await;
    for (audience, actor) in [("staff", &tales.frontline), ("planners", &tales.planner)] {
        let path = made(&tales.planner, audience, &[id]).await.path;
        let seen = actor.get(&path).await;
        let track = seen.attributes("track", "src").concat();
        assert_eq!(track, format!("/stories/{id}/words.vtt?as={audience}"));
        let words = actor.get(&track).await;
        assert_eq!(
            (words.status.as_u16(), words.header("content-type")),
            (200, "text/vtt; charset=utf-8")
        );
        let named = audience == "planners";
        assert!(words.body.starts_with("WEBVTT") && words.body.contains("takes the 38."));
        assert_eq!(words.body.contains("Betsan"), named, "{}", words.body);
        assert_eq!(seen.texts(".fh-transcript").concat().contains("Betsan"), named);
        assert_eq!(tales.app.anonymous().get(&track).await.status, 404);
        let other = track.replace(&id.to_string(), &StoryId::fresh().to_string());
        assert_eq!(actor.get(&other).await.status, 404);
    }
    tales.withdraw(&tales.bet, id).await;
    let track = format!("/stories/{id}/words.vtt?as=staff");
    assert_eq!(tales.frontline.get(&track).await.status, 404);
}

#[actix_web::test]
async fn a_film_whose_words_are_not_written_yet_is_no_item_for_those_who_get_words_only() {
    let tales = Tales::begin().await;
    let silent = Tale {
        title: "Not yet",
        words: "",
        yes: FOR_STAFF,
        film: true,
        ..Tale::default()
    };
    let said = Tale {
        title: "Said",
        yes: FOR_STAFF,
        ..Tale::default()
    };
    let ids = [
        tales.tell(&tales.ray, silent).await,
        tales.tell(&tales.ray, said).await,
    ];
    let path = made(&tales.planner, "staff", &ids[1..]).await.path;
    let seen = tales.frontline.get(&path).await;
    assert_eq!(seen.texts(".sf-item__title"), ["Said"]);
    let ids = texts(&ids);
    let asked = tales
        .planner
        .press("/watch/new", &fields("staff", &ids, "make"))
        .await;
    assert_eq!(asked.status, 422, "{}", asked.words());
}
