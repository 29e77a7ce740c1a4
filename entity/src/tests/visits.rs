//! What a researcher does between a visit and its coding, on both databases.
use super::*;
use crate::story::Visit;
use crate::transcript::{self, Cue};

fn interview(sam: ParticipantId, words: &str) -> NewStory {
    NewStory {
        kind: StoryKind::Interview,
        words: words.into(),
        ..draft(sam, "visit")
    }
}

/// An interview that the researcher has begun, with a yes of the team to the words.
async fn begun(db: &Db, council: &Council, words: &str) -> StoryId {
    in_tx(db, async |tx| {
        let id = story::start(tx, &council.researcher, interview(council.sam, words), NOW)
            .await
            .unwrap();
        let yes = [yes(Form::Words, Audience::Team)];
        consent::record(tx, &council.researcher, id, &yes, &asked(), NOW)
            .await
            .unwrap();
        id
    })
    .await
}

fn visit() -> Visit {
    Visit {
        place: "Llŷn".into(),
        told_at: Some(NOW.plus(-5000)),
        how_told: "interview".into(),
        helper_name: "Siân".into(),
        helper_how: "with pictures 🙂".into(),
    }
}

#[test]
fn an_interview_is_unfinished_for_its_researcher_alone_until_it_is_sent() {
    on_both(async |db| {
        let council = council(db).await;
        let id = begun(db, &council, "Words").await;
        let draft = story::draft(db, &council.researcher, id).await.unwrap();
        assert_eq!((draft.participant, draft.project), (council.sam, council.project));
        assert_eq!((draft.started_at, draft.agreed_at, draft.fields), (NOW, NOW, 0));
        assert_eq!(story::drafts(db, &council.researcher).await.unwrap(), [draft]);
        let mut colleague = council.researcher.clone();
        if let Viewer::Account(signed) = &mut colleague {
            signed.account = AccountId::fresh();
        }
        for viewer in [
            &colleague,
            &council.planner,
            &council.teller,
            &council.other_teller,
        ] {
            assert!(story::drafts(db, viewer).await.unwrap().is_empty());
            let found = story::draft(db, viewer, id).await;
            assert!(matches!(found, Err(Error::NotFound)), "{found:?}");
        }
        assert!(story::drafts(db, &Viewer::Public).await.is_err());
        in_tx(db, async |tx| {
            story::send(tx, &council.researcher, id, NOW).await.unwrap();
        })
        .await;
        assert!(story::draft(db, &council.researcher, id).await.is_err());
        assert!(story::drafts(db, &council.researcher).await.unwrap().is_empty());
    });
}

#[test]
fn where_and_when_and_who_helped_are_kept_and_the_cut_stays() {
    on_both(async |db| {
        let council = council(db).await;
        let id = begun(db, &council, "Words").await;
        in_tx(db, async |tx| {
            let planner = story::set_visit(tx, &council.planner, id, visit(), NOW).await;
            assert!(matches!(planner, Err(Error::NotFound)), "{planner:?}");
            story::set_visit(tx, &council.researcher, id, visit(), NOW)
                .await
                .unwrap();
            story::finish_interview(tx, &council.researcher, id, 7, 60_001)
                .await
                .unwrap();
            story::send(tx, &council.researcher, id, NOW).await.unwrap();
        })
        .await;
        let shown = story::open(db, &council.researcher, id, NOW).await.unwrap();
        assert_eq!(
            (shown.place.as_str(), shown.told_at, shown.cut),
            ("Llŷn", NOW.plus(-5000), 1)
        );
        let taken = story::capture_of(db, &council.researcher, id, NOW).await.unwrap();
        assert_eq!(
            (taken.helper_name.as_str(), taken.helper_how.as_str()),
            ("Siân", "with pictures 🙂")
        );
        assert_eq!((taken.minutes, taken.fields), (2, 7), "a started minute counts");
        for viewer in [&council.planner, &council.teller, &Viewer::Public] {
            assert!(story::capture_of(db, viewer, id, NOW).await.is_err());
        }
        let nothing_said = Visit::default();
        in_tx(db, async |tx| {
            story::set_visit(tx, &council.researcher, id, nothing_said, NOW)
                .await
                .unwrap();
        })
        .await;
        let shown = story::open(db, &council.researcher, id, NOW).await.unwrap();
        assert_eq!(shown.place, "Llŷn", "what was not said stays as it was");
    });
}

#[test]
fn the_words_of_a_film_are_given_to_a_story_that_has_none() {
    on_both(async |db| {
        let council = council(db).await;
        let id = begun(db, &council, " \n").await;
        let said = "Siân 🙂 a'r bws i Lŷn";
        let cue = |words: &str| Cue {
            start_ms: 0,
            end_ms: 1000,
            words: words.into(),
        };
        in_tx(db, async |tx| {
            let planner = transcript::set(tx, &council.planner, id, &[cue(said)], NOW).await;
            assert!(matches!(planner, Err(Error::NotFound)), "{planner:?}");
            for words in ["Other words", said] {
                transcript::set(tx, &council.researcher, id, &[cue(words)], NOW)
                    .await
                    .unwrap();
            }
            story::send(tx, &council.researcher, id, NOW).await.unwrap();
        })
        .await;
        let own = story::own(db, &council.teller, id, NOW).await.unwrap().story;
        assert_eq!(own.words.as_deref(), Some(said));
        assert_eq!(own.title, "Sam and the bus");
        assert_eq!(own.cut, 3, "its teller has to look again");
    });
}

#[test]
fn every_story_that_nobody_coded_waits_however_many_there_are() {
    on_both(async |db| {
        let council = council(db).await;
        in_tx(db, async |tx| theme::load(tx, &framework()).await.unwrap()).await;
        let theme = theme::frameworks(db).await.unwrap()[0].themes[0].id;
        let stories: Vec<StoryId> = in_tx(db, async |tx| {
            let mut stories = Vec::new();
            for number in 0..30 {
                let mut new = draft(council.sam, &number.to_string());
                new.told_at = NOW.plus(number);
                let id = story::start(tx, &council.teller, new, NOW).await.unwrap();
                let yes = [yes(Form::Words, Audience::Team)];
                consent::record(tx, &council.teller, id, &yes, &asked(), NOW)
                    .await
                    .unwrap();
                coding::set_about(tx, &council.teller, id, &[theme], NOW)
                    .await
                    .unwrap();
                story::send(tx, &council.teller, id, NOW).await.unwrap();
                stories.push(id);
            }
            stories
        })
        .await;
        let waiting = async || story::uncoded(db, &council.researcher, 3, NOW).await.unwrap();
        let newest_first = |from: usize| [stories[from], stories[from - 1], stories[from - 2]];
        assert_eq!(
            (waiting().await.count, waiting().await.newest),
            (30, newest_first(29).to_vec())
        );
        let coding = in_tx(db, async |tx| {
            coding::add(tx, &council.researcher, stories[29], None, theme, NOW)
                .await
                .unwrap()
        })
        .await;
        assert_eq!(
            (waiting().await.count, waiting().await.newest),
            (29, newest_first(28).to_vec())
        );
        in_tx(db, async |tx| {
            coding::remove(tx, &council.researcher, coding, NOW)
                .await
                .unwrap();
            story::withdraw(tx, &council.teller, stories[0], NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(waiting().await.count, 29, "taken away again, and one taken back");
        for viewer in [&council.planner, &council.teller, &Viewer::Public] {
            let none = story::uncoded(db, viewer, 3, NOW).await.unwrap();
            assert_eq!(none, story::Uncoded::default());
        }
    });
}

#[test]
fn a_team_without_the_words_codes_the_whole_story_and_sees_that_it_did() {
    on_both(async |db| {
        let council = council(db).await;
        in_tx(db, async |tx| theme::load(tx, &framework()).await.unwrap()).await;
        let theme = theme::frameworks(db).await.unwrap()[0].themes[0].id;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        let span = coding::span(db, &council.researcher, id, 0, 3, NOW)
            .await
            .unwrap();
        let later = NOW.plus(1);
        in_tx(db, async |tx| {
            coding::add(tx, &council.researcher, id, Some(span), theme, NOW)
                .await
                .unwrap();
            coding::add(tx, &council.researcher, id, None, theme, NOW)
                .await
                .unwrap();
            let no = Choice {
                yes: false,
                ..yes(Form::Words, Audience::Team)
            };
            let choices = [no, yes(Form::Voice, Audience::Team)];
            consent::record(tx, &council.teller, id, &choices, &asked(), later)
                .await
                .unwrap();
        })
        .await;
        let seen = coding::of_story(db, &council.researcher, id, later)
            .await
            .unwrap();
        assert_eq!(seen.iter().map(|coded| coded.span).collect::<Vec<_>>(), [None]);
        let own = coding::of_story(db, &council.teller, id, later).await.unwrap();
        assert_eq!(own.len(), 2, "its teller sees both");
    });
}

#[test]
fn a_line_that_is_not_changed_keeps_the_name_that_who_mends_it_never_saw() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        let cue = |at: i64, words: &str| Cue {
            start_ms: at,
            end_ms: at + 1000,
            words: words.into(),
        };
        let said = [cue(0, "Sam is here 🙂"), cue(1000, "Sam si late")];
        in_tx(db, async |tx| {
            transcript::set(tx, &council.teller, id, &said, NOW)
                .await
                .unwrap();
        })
        .await;
        let mut shown = story::open(db, &council.researcher, id, NOW).await.unwrap().cues;
        assert_eq!(shown[0].words, "Robin Wren is here 🙂");
        shown[1].words = "Robin Wren is late".into();
        let kept = transcript::mended(db, &council.researcher, id, shown, NOW)
            .await
            .unwrap();
        assert_eq!(kept, [cue(0, "Sam is here 🙂"), cue(1000, "Robin Wren is late")]);
        let others = transcript::mended(db, &council.planner, id, kept, NOW).await;
        assert!(matches!(others, Err(Error::NotFound)));
    });
}

#[test]
fn a_wider_answer_waits_for_its_tellers_look_and_a_narrower_one_holds_at_once() {
    on_both(async |db| {
        let council = council(db).await;
        let short = Choice {
            until: Some(NOW.plus_days(1)),
            ..yes(Form::Words, Audience::Planners)
        };
        let first = [
            short,
            yes(Form::Words, Audience::Team),
            yes(Form::Words, Audience::Staff),
        ];
        let id = sent(db, &council, &first).await;
        release(db, &council, id).await.unwrap();
        let answer = async |choice: Choice| {
            in_tx(db, async |tx| {
                consent::record(tx, &council.teller, id, &[choice], &asked(), NOW)
                    .await
                    .unwrap()
            })
            .await
        };
        let no = Choice {
            yes: false,
            ..yes(Form::Words, Audience::Staff)
        };
        assert!(!answer(no).await);
        assert!(!sees(db, &council.frontline, id).await, "narrower at once");
        assert!(!answer(yes(Form::Words, Audience::Planners)).await, "only longer");
        let over = Choice {
            until: Some(NOW),
            ..yes(Form::Words, Audience::Leaders)
        };
        assert!(!answer(over).await, "a yes that has ended shows nothing");
        assert!(sees(db, &council.planner, id).await);

        assert!(answer(yes(Form::Words, Audience::Public)).await);
        assert!(!sees(db, &Viewer::Public, id).await, "not looked at yet");
        let own = story::own(db, &council.teller, id, NOW).await.unwrap();
        assert_eq!((own.status, own.story.cut), (Status::Waiting, 2));
        release(db, &council, id).await.unwrap();
        assert!(sees(db, &Viewer::Public, id).await);

        assert!(answer(yes(Form::Name, Audience::Planners)).await, "another form");
        assert!(!sees(db, &council.planner, id).await);
        let noted = crate::audit::of(db, id.0).await.unwrap();
        let said: Vec<&str> = noted
            .iter()
            .filter(|line| line.what == "consent.record")
            .map(|line| line.why.as_str())
            .collect();
        assert_eq!(said, [""; 6], "how it was explained is not for the audit");
    });
}
