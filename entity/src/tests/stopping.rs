//! A story that is taken back: its receipt, what left the house, what its showcases' maker sees, and what is
//! left of it when the time to bring it back is over.
use super::*;
use crate::showcase::{self, NewShowcase};
use crate::{NoticeKind, PlaceKind, ShowcaseId, disclosure, notice, receipt, transcript, upload};

/// A story of Sam's for planners, and one of Ann's beside it.
pub(super) async fn two(db: &Db, council: &Council) -> [StoryId; 2] {
    let sams = sent(db, council, &[yes(Form::Words, Audience::Planners)]).await;
    release(db, council, sams).await.unwrap();
    let anns = in_tx(db, async |tx| {
        let ann = &council.other_teller;
        let new = NewStory {
            title: "The park".into(),
            ..draft(ann.participant().unwrap(), "ann")
        };
        let id = story::start(tx, ann, new, NOW).await.unwrap();
        let choices = [yes(Form::Words, Audience::Planners)];
        consent::record(tx, ann, id, &choices, &asked(), NOW)
            .await
            .unwrap();
        story::send(tx, ann, id, NOW).await.unwrap();
        story::release(tx, ann, id, 1, NOW).await.unwrap();
        id
    })
    .await;
    [sams, anns]
}

async fn showcase(db: &Db, maker: &Viewer, title: &str, stories: &[StoryId]) -> ShowcaseId {
    in_tx(db, async |tx| {
        let new = NewShowcase {
            title: title.into(),
            why: "What Sam Okafor says".into(),
            question: String::new(),
            audience: Audience::Planners,
            items: stories.iter().map(|id| (*id, "Sam’s bus".into())).collect(),
            nonce: title.into(),
        };
        showcase::make(tx, db, maker, new, NOW).await.unwrap()
    })
    .await
}

async fn withdraw(db: &Db, council: &Council, id: StoryId, now: Timestamp) {
    in_tx(db, async |tx| {
        story::withdraw(tx, &council.teller, id, now).await.unwrap();
    })
    .await;
}

#[test]
fn a_receipt_names_every_place_and_no_other_teller() {
    on_both(async |db| {
        let council = council(db).await;
        let [sams, anns] = two(db, &council).await;
        showcase(db, &council.planner, "Ann Okafor and Sam", &[sams, anns]).await;
        showcase(db, &council.planner, "Buses", &[sams]).await;
        in_tx(db, async |tx| {
            let stories = [sams, anns];
            let planner = &council.planner;
            for (kind, name) in [(PlaceKind::Print, "Buses"), (PlaceKind::Export, "Ann and Sam")] {
                disclosure::note(tx, planner, kind, name, &stories, NOW)
                    .await
                    .unwrap();
            }
        })
        .await;
        withdraw(db, &council, sams, NOW.plus(5)).await;
        let told = receipt::newest(db, &council.teller, sams, NOW)
            .await
            .unwrap()
            .unwrap();
        let names: Vec<(PlaceKind, &str)> = told
            .lines
            .iter()
            .map(|line| (line.kind, line.name.as_str()))
            .collect();
        assert_eq!(
            names[1..],
            [
                (PlaceKind::Showcase, "Buses"),
                (PlaceKind::Export, "[name] and [name]"),
                (PlaceKind::Print, "Buses"),
            ]
        );
        assert!(
            names[0].1.starts_with("[name]") && names[0].1.ends_with("and Sam"),
            "{names:?}"
        );
        for line in &told.lines {
            assert_eq!(line.by, Some(("A person".into(), Role::Commissioner)));
            assert_eq!(line.gone_at, None);
        }
        assert_eq!((told.at, told.undone_at), (NOW.plus(5), None));
        assert!(
            receipt::newest(db, &council.other_teller, sams, NOW)
                .await
                .is_err()
        );
        let none = receipt::newest(db, &council.other_teller, anns, NOW)
            .await
            .unwrap();
        assert_eq!(none, None);
    });
}

#[test]
fn holders_are_asked_until_they_threw_it_away_or_the_story_is_back() {
    on_both(async |db| {
        let council = council(db).await;
        let [sams, anns] = two(db, &council).await;
        let planner = &council.planner;
        let out = in_tx(db, async |tx| {
            disclosure::note(tx, planner, PlaceKind::Print, "Buses", &[sams, anns], NOW)
                .await
                .unwrap()
        })
        .await;
        assert!(disclosure::recalls(db, planner).await.unwrap().is_empty());
        withdraw(db, &council, sams, NOW).await;
        let told = notice::open(db, planner).await.unwrap();
        assert_eq!(
            (told.len(), told[0].kind, told[0].subject),
            (1, NoticeKind::TakenOut, out.0)
        );
        assert_eq!(disclosure::recalls(db, planner).await.unwrap()[0].id, out);
        assert!(
            disclosure::recalls(db, &council.frontline)
                .await
                .unwrap()
                .is_empty()
        );

        in_tx(db, async |tx| {
            story::undo_withdraw(tx, &council.teller, sams, NOW)
                .await
                .unwrap();
        })
        .await;
        assert!(disclosure::recalls(db, planner).await.unwrap().is_empty());
        assert!(notice::open(db, planner).await.unwrap().is_empty());
        let told = receipt::newest(db, &council.teller, sams, NOW)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(told.undone_at, Some(NOW));

        withdraw(db, &council, sams, NOW).await;
        in_tx(db, async |tx| {
            let other = disclosure::thrown_away(tx, &council.frontline, out, NOW).await;
            assert!(matches!(other, Err(Error::NotFound)));
            for _ in 0..2 {
                disclosure::thrown_away(tx, planner, out, NOW.plus(7))
                    .await
                    .unwrap();
            }
        })
        .await;
        assert!(notice::open(db, planner).await.unwrap().is_empty());
        let told = receipt::newest(db, &council.teller, sams, NOW)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(told.lines[0].gone_at, Some(NOW.plus(7)));
        // What is thrown away stays so, and is no place any more.
        in_tx(db, async |tx| {
            story::undo_withdraw(tx, &council.teller, sams, NOW)
                .await
                .unwrap();
        })
        .await;
        withdraw(db, &council, sams, NOW.plus(9)).await;
        let told = receipt::newest(db, &council.teller, sams, NOW)
            .await
            .unwrap()
            .unwrap();
        assert!(told.lines.is_empty() && told.at == NOW.plus(9));
    });
}

#[test]
fn nothing_leaves_the_house_that_its_holder_may_not_see_at_that_moment() {
    on_both(async |db| {
        let council = council(db).await;
        let [sams, anns] = two(db, &council).await;
        let note = async |viewer: &Viewer, kind| {
            let tx = db.begin().await.unwrap();
            disclosure::note(&tx, viewer, kind, "Buses", &[sams, anns], NOW).await
        };
        for stranger in [&council.frontline, &council.other_teller, &council.safeguarding] {
            assert!(matches!(
                note(stranger, PlaceKind::Print).await,
                Err(Error::Conflict(_))
            ));
        }
        assert!(matches!(
            note(&Viewer::Public, PlaceKind::Print).await,
            Err(Error::NotFound)
        ));
        let odd = note(&council.planner, PlaceKind::Showcase).await;
        assert!(matches!(odd, Err(Error::NotFound)));
        assert!(note(&council.planner, PlaceKind::Export).await.is_ok());
        withdraw(db, &council, sams, NOW).await;
        let late = note(&council.planner, PlaceKind::Print).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "taken back meanwhile");
    });
}

#[test]
fn a_maker_sees_one_neutral_place_whatever_happened_and_can_clear_it() {
    on_both(async |db| {
        let council = council(db).await;
        let [sams, anns] = two(db, &council).await;
        let maker = &council.planner;
        let id = showcase(db, maker, "Sam and the park", &[sams, anns]).await;
        let mut colleague = maker.clone();
        if let Viewer::Account(signed) = &mut colleague {
            signed.account = AccountId::fresh();
        }
        let missing = async |viewer: &Viewer| showcase::open(db, viewer, id, NOW).await.unwrap().missing;
        assert!(missing(maker).await.is_empty());
        withdraw(db, &council, sams, NOW).await;
        let taken_back = missing(maker).await;
        assert_eq!(
            (taken_back.len(), taken_back[0].position, taken_back[0].after),
            (1, 0, 0)
        );
        assert!(missing(&colleague).await.is_empty());
        in_tx(db, async |tx| {
            story::undo_withdraw(tx, &council.teller, sams, NOW)
                .await
                .unwrap();
            let back = showcase::take_out(tx, maker, id, 0, NOW).await;
            assert!(matches!(back, Err(Error::Refused(_))));
            hold::place(
                tx,
                &council.researcher,
                sams,
                HoldGround::Safety,
                "his money",
                NOW,
            )
            .await
            .unwrap();
        })
        .await;
        assert_eq!(missing(maker).await, taken_back, "held looks like taken back");
        in_tx(db, async |tx| {
            let other = showcase::take_out(tx, &colleague, id, 0, NOW).await;
            assert!(matches!(other, Err(Error::NotFound)));
            for _ in 0..2 {
                showcase::take_out(tx, maker, id, 0, NOW).await.unwrap();
            }
        })
        .await;
        let left = showcase::open(db, maker, id, NOW).await.unwrap();
        assert!(left.missing.is_empty() && left.items.len() == 1);
        // His story is not in it any more: so his names have to be gone for good.
        assert_eq!(left.title, "[name] and the park");
        assert_eq!(
            (left.why.as_str(), left.items[0].1.as_str()),
            ("What [name] says", "[name]’s bus")
        );
    });
}

#[test]
fn a_story_is_emptied_after_thirty_days_and_not_before() {
    on_both(async |db| {
        let council = council(db).await;
        let [sams, anns] = two(db, &council).await;
        let id = showcase(db, &council.planner, "Sam’s bus", &[sams, anns]).await;
        let film = filled(db, &council, sams).await;
        withdraw(db, &council, sams, NOW).await;
        let purge = async |day| {
            let now = NOW.plus_days(day);
            let due = story::due_to_purge(db, 10, now, Reason::Work).await.unwrap();
            let keys = in_tx(db, async |tx| {
                story::purge(tx, sams, now, Reason::Work).await.unwrap()
            })
            .await;
            (due, keys)
        };
        assert_eq!(purge(29).await, (vec![], vec![]));
        assert_eq!(purge(30).await, (vec![], vec![]), "the last day is the teller's");
        assert_eq!(purge(31).await, (vec![sams], vec![film.clone()]));
        assert_eq!(purge(31).await, (vec![], vec![]), "once");

        let own = story::own(db, &council.teller, sams, NOW).await.unwrap();
        assert_eq!(own.status, Status::Gone);
        let left = format!("{:?}", own.story);
        for word in ["bus", "late", "Hillside", "Sam and", "Llŷn"] {
            assert!(!left.contains(word), "{word} is left in {left}");
        }
        assert!(own.story.assets.is_empty() && own.story.cues.is_empty());
        assert!(
            !asset::knows(db, &film, Reason::Work).await.unwrap(),
            "the sweep may have it"
        );
        assert!(
            coding::of_story(db, &council.teller, sams, NOW)
                .await
                .unwrap()
                .is_empty()
        );
        let showcase = showcase::open(db, &council.planner, id, NOW).await.unwrap();
        assert_eq!(
            (showcase.title.as_str(), showcase.missing.len()),
            ("[name]’s bus", 0)
        );
        let told = receipt::newest(db, &council.teller, sams, NOW)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            told.lines[0].name, "Sam’s bus",
            "the receipt is the teller's to keep"
        );
        let tx = db.begin().await.unwrap();
        let undo = story::undo_withdraw(&tx, &council.teller, sams, NOW).await;
        assert!(matches!(undo, Err(Error::Refused(_))));
    });
}

/// A story with a file, lines, and a coded span; answers where the object of the file is.
async fn filled(db: &Db, council: &Council, id: StoryId) -> String {
    in_tx(db, async |tx| theme::load(tx, &framework()).await.unwrap()).await;
    let theme = theme::frameworks(db).await.unwrap()[0].themes[0].id;
    let teller = &council.teller;
    let place = upload::Place {
        object_key: "originals/a-film".into(),
        sha256: "0".into(),
        length: 3,
    };
    let span = coding::span(db, teller, id, 4, 7, NOW).await.unwrap();
    in_tx(db, async |tx| {
        let new = upload::NewUpload {
            file_name: "Sam.mp4".into(),
            length: 3,
            expires_at: NOW,
        };
        let sent = upload::create(tx, teller, new, NOW).await.unwrap();
        upload::plan(tx, teller, sent, &place).await.unwrap();
        upload::finish(tx, teller, sent, NOW).await.unwrap();
        upload::attach(tx, teller, sent, id, "video/mp4", NOW)
            .await
            .unwrap();
        let cue = transcript::Cue {
            start_ms: 0,
            end_ms: 9,
            words: "late".into(),
        };
        transcript::set(tx, teller, id, &[cue], NOW).await.unwrap();
        coding::add(tx, &council.researcher, id, Some(span), theme, NOW)
            .await
            .unwrap();
    })
    .await;
    place.object_key
}
