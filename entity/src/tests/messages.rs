//! Messages and links on both databases: once each, for those they are of, and only while it is so.
use super::{Council, NOW, council, in_tx, sent, yes};
use crate::reach::{self, Address, Reach, Way};
use crate::testing::on_both;
use crate::unscoped::Reason;
use crate::{
    Audience, Db, Error, Form, MessageId, StoryId, asking, call, card, link, message, passkey, story,
};

fn by_mail() -> Reach {
    Reach {
        wish: Some(Way::Email),
        email: Some("Sam@home.example".into()),
        phone: None,
    }
}

/// A story that waits for its second yes, and Sam told so; Sam wants e-mail.
async fn told(db: &Db) -> (Council, StoryId) {
    let council = council(db).await;
    let id = sent(db, &council, &[yes(Form::Words, Audience::Planners)]).await;
    in_tx(db, async |tx| {
        reach::set(tx, &council.teller, council.sam, &by_mail(), NOW)
            .await
            .unwrap();
    })
    .await;
    let mut done = asking::Done::default();
    asking::round(db, &mut done, NOW, Reason::Round).await.unwrap();
    assert_eq!(done.reminded, 1);
    (council, id)
}

async fn begun(db: &Db) -> Vec<(MessageId, Way)> {
    let mut begun = Vec::new();
    for notice in message::due(db, Reason::Round).await.unwrap() {
        begun.extend(
            in_tx(db, async |tx| {
                message::begin(tx, notice, NOW, Reason::Round).await.unwrap()
            })
            .await,
        );
    }
    begun
}

#[test]
fn a_notice_makes_one_message_however_often_the_round_goes() {
    on_both(async |db| {
        told(db).await;
        let notice = message::due(db, Reason::Round).await.unwrap();
        assert_eq!(notice.len(), 1, "the team is not a storyteller");
        let first = begun(db).await;
        assert_eq!(first.len(), 1);
        assert_eq!(first[0].1, Way::Email);
        assert!(begun(db).await.is_empty());
        let again = in_tx(db, async |tx| {
            message::begin(tx, notice[0], NOW, Reason::Round).await.unwrap()
        })
        .await;
        assert_eq!(again, None, "two machines at once make one");
        let out = async || {
            in_tx(db, async |tx| {
                message::outgoing(tx, first[0].0, NOW, Reason::Work)
                    .await
                    .unwrap()
            })
            .await
        };
        assert_eq!(out().await.unwrap().to, Address::Email("sam@home.example".into()));
        in_tx(db, async |tx| {
            message::sent(tx, first[0].0, NOW, Reason::Work).await.unwrap()
        })
        .await;
        assert_eq!(out().await, None, "what was sent is not sent again");
    });
}

#[test]
fn what_is_not_so_any_more_is_not_sent() {
    on_both(async |db| {
        let (council, id) = told(db).await;
        let message = begun(db).await[0].0;
        in_tx(db, async |tx| {
            story::withdraw(tx, &council.teller, id, NOW).await.unwrap()
        })
        .await;
        let out = in_tx(db, async |tx| {
            message::outgoing(tx, message, NOW, Reason::Work).await.unwrap()
        })
        .await;
        assert_eq!(out, None);
    });
}

#[test]
fn a_letter_is_for_the_team_alone_and_only_while_it_is_one() {
    on_both(async |db| {
        let (council, _) = told(db).await;
        let id = begun(db).await[0].0;
        let letters = async || message::letters(db, &council.researcher, NOW).await.unwrap();
        assert!(letters().await.is_empty(), "it goes by e-mail");
        in_tx(db, async |tx| {
            message::could_not(tx, id, NOW, Reason::Work).await.unwrap()
        })
        .await;
        let found = letters().await;
        assert!(found.len() == 1 && found[0].could_not && found[0].pseudonym == "Robin Wren");
        assert!(matches!(
            message::letters(db, &council.planner, NOW).await,
            Err(Error::NotFound)
        ));
        let tx = db.begin().await.unwrap();
        for other in [&council.planner, &council.teller, &council.safeguarding] {
            let one = message::one(&tx, other, id, NOW).await;
            assert!(matches!(one, Err(Error::NotFound)));
            let posted = message::posted(&tx, other, id, NOW).await;
            assert!(matches!(posted, Err(Error::NotFound)));
        }
        drop(tx);
        in_tx(db, async |tx| {
            let one = message::one(tx, &council.researcher, id, NOW).await.unwrap();
            assert_eq!(one.known_as, "Sam");
            message::posted(tx, &council.researcher, id, NOW).await.unwrap();
        })
        .await;
        assert!(letters().await.is_empty());
    });
}

#[test]
fn how_somebody_is_reached_is_for_them_and_their_team() {
    on_both(async |db| {
        let council = council(db).await;
        for other in [&council.planner, &council.other_teller, &council.safeguarding] {
            let read = reach::get(db, other, council.sam).await;
            assert!(matches!(read, Err(Error::NotFound)));
            let tx = db.begin().await.unwrap();
            let written = reach::set(&tx, other, council.sam, &by_mail(), NOW).await;
            assert!(matches!(written, Err(Error::NotFound)));
        }
        in_tx(db, async |tx| {
            reach::set(tx, &council.researcher, council.sam, &by_mail(), NOW)
                .await
                .unwrap();
        })
        .await;
        let own = reach::get(db, &council.teller, council.sam).await.unwrap();
        assert_eq!(own.email.as_deref(), Some("sam@home.example"));
    });
}

#[test]
fn a_link_is_spent_once_and_dies_with_the_person() {
    on_both(async |db| {
        let council = council(db).await;
        let address = Address::Email("sam@home.example".into());
        let links = in_tx(db, async |tx| {
            reach::set(tx, &council.researcher, council.sam, &by_mail(), NOW)
                .await
                .unwrap();
            let links = link::ask(tx, &address, NOW).await.unwrap();
            assert_eq!(links.len(), 1);
            let to = link::issue(tx, links[0], "secret", NOW, Reason::Work)
                .await
                .unwrap();
            assert_eq!(to.unwrap().to, address);
            links
        })
        .await;
        assert!(link::greeting(db, "secret", NOW).await.unwrap().works);
        let spent = async |hash: &'static str, at| {
            in_tx(db, async |tx| link::spend(tx, hash, at).await.is_ok()).await
        };
        assert!(!spent("secret", NOW.plus(link::LASTS)).await, "too late");
        assert!(spent("secret", NOW).await);
        assert!(!spent("secret", NOW).await, "once");
        let after = in_tx(db, async |tx| {
            link::issue(tx, links[0], "other", NOW, Reason::Work)
                .await
                .unwrap()
        })
        .await;
        assert_eq!(after, None, "a spent one gets no new secret");
        in_tx(db, async |tx| {
            asking::died(tx, &council.researcher, council.sam, NOW, NOW)
                .await
                .unwrap();
            assert!(link::ask(tx, &address, NOW).await.unwrap().is_empty());
        })
        .await;
    });
}

#[test]
fn a_phone_is_its_persons_alone_and_what_was_removed_stays_removed() {
    on_both(async |db| {
        let council = council(db).await;
        let account = council.teller.account().unwrap();
        let id = in_tx(db, async |tx| {
            passkey::add(tx, &council.teller, "aa", "{}", NOW).await.unwrap()
        })
        .await;
        assert_eq!(passkey::credential(db, account, "aa").await.unwrap().0, id);
        for other in [&council.other_teller, &council.researcher] {
            let tx = db.begin().await.unwrap();
            assert!(matches!(
                passkey::end(&tx, other, id, NOW).await,
                Err(Error::NotFound)
            ));
        }
        let tx = db.begin().await.unwrap();
        let staff = passkey::add(&tx, &council.researcher, "bb", "{}", NOW).await;
        assert!(matches!(staff, Err(Error::NotFound)));
        drop(tx);
        in_tx(db, async |tx| {
            passkey::end(tx, &council.teller, id, NOW).await.unwrap()
        })
        .await;
        assert!(passkey::credential(db, account, "aa").await.is_err());
        let tx = db.begin().await.unwrap();
        assert!(passkey::used(&tx, id, "{}", NOW).await.is_err());
    });
}

#[test]
fn a_card_that_the_team_cancels_ends_what_a_finder_made_with_it() {
    on_both(async |db| {
        let council = council(db).await;
        let account = council.teller.account().unwrap();
        let cards = card::list(db, &council.researcher, council.sam).await.unwrap();
        in_tx(db, async |tx| {
            passkey::add(tx, &council.teller, "of a finder", "{}", NOW)
                .await
                .unwrap();
            card::cancel(tx, &council.researcher, cards[0].id, NOW)
                .await
                .unwrap();
        })
        .await;
        assert!(passkey::credential(db, account, "of a finder").await.is_err());
    });
}

#[test]
fn a_letter_that_is_not_wanted_or_not_so_any_more_is_closed() {
    on_both(async |db| {
        let (council, story) = told(db).await;
        let id = begun(db).await[0].0;
        let letters = async || message::letters(db, &council.researcher, NOW).await.unwrap();
        let wishes = async |wish| {
            let reach = Reach {
                wish: Some(wish),
                ..by_mail()
            };
            in_tx(db, async |tx| {
                reach::set(tx, &council.teller, council.sam, &reach, NOW)
                    .await
                    .unwrap();
            })
            .await;
        };
        in_tx(db, async |tx| {
            message::could_not(tx, id, NOW, Reason::Work).await.unwrap()
        })
        .await;
        assert_eq!(letters().await.len(), 1);
        wishes(Way::Nothing).await;
        assert!(letters().await.is_empty());
        let tx = db.begin().await.unwrap();
        let one = message::one(&tx, &council.researcher, id, NOW).await;
        assert!(matches!(one, Err(Error::NotFound)));
        drop(tx);
        wishes(Way::Letter).await;
        assert_eq!(letters().await.len(), 1);
        let close = async || {
            in_tx(db, async |tx| {
                message::close(tx, NOW, Reason::Round).await.unwrap();
            })
            .await;
        };
        close().await;
        assert_eq!(letters().await.len(), 1, "it is so");
        in_tx(db, async |tx| {
            story::withdraw(tx, &council.teller, story, NOW).await.unwrap()
        })
        .await;
        close().await;
        in_tx(db, async |tx| {
            story::undo_withdraw(tx, &council.teller, story, NOW)
                .await
                .unwrap();
        })
        .await;
        assert!(letters().await.is_empty(), "what was closed stays closed");
    });
}

#[test]
fn a_lost_card_and_a_call_are_the_persons_own() {
    on_both(async |db| {
        let council = council(db).await;
        let new = || call::NewCall {
            ask: call::Ask::Call,
            name: "X".into(),
            phone: "07700900123".into(),
        };
        let account = council.teller.account().unwrap();
        in_tx(db, async |tx| {
            passkey::add(tx, &council.teller, "of a finder", "{}", NOW)
                .await
                .unwrap();
            passkey::add(tx, &council.other_teller, "Ann's", "{}", NOW)
                .await
                .unwrap();
            let lost = card::lost(tx, &council.teller, None, NOW).await.unwrap();
            assert_eq!((lost.cards, lost.phones), (1, 1));
            assert!(card::lost(tx, &council.planner, None, NOW).await.is_err());
            let asked = call::ask(tx, &council.teller, new(), NOW).await.unwrap();
            assert_eq!(asked.told, [council.researcher.account().unwrap()]);
            let same = call::ask(tx, &council.teller, new(), NOW).await.unwrap();
            assert!(same.call.is_none() && !same.is_full);
            let asked = async |number: u32| {
                let new = call::NewCall {
                    phone: format!("0770090000{number}"),
                    ..new()
                };
                call::ask(tx, &council.teller, new, NOW).await.unwrap()
            };
            for number in 1..5 {
                assert!(asked(number).await.call.is_some());
            }
            let more = asked(5).await;
            assert!(
                more.call.is_none() && more.is_full,
                "it says so when nothing is kept"
            );
        })
        .await;
        assert!(card::account(db, "Sam").await.is_err());
        assert!(passkey::credential(db, account, "of a finder").await.is_err());
        let others = council.other_teller.account().unwrap();
        assert!(passkey::credential(db, others, "Ann's").await.is_ok());
        let anns = card::account(db, "Ann").await;
        assert!(anns.is_ok(), "nobody else's");
        let open = call::open(db, &council.researcher).await.unwrap();
        assert_eq!(open[0].who, "Robin Wren");
        assert!(call::open(db, &council.planner).await.is_err());
        in_tx(db, async |tx| {
            assert!(call::done(tx, &council.planner, open[0].id, NOW).await.is_err());
            call::done(tx, &council.researcher, open[0].id, NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(call::open(db, &council.researcher).await.unwrap().len(), 4);
    });
}
