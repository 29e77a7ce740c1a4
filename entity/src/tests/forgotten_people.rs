//! All of yesterday's database is put back: families, permissions, capacity, cards and accounts.
use super::capacities::{answered, can, lacks, recorded};
use super::forgotten::restored;
use super::journal::{LATER, told};
use super::*;
use crate::family::{self, Kin};
use crate::permission::{self, NewPermission};
use crate::{
    CapacityMatter, Relative, Service, StillAlive, UNDER_18, WishKind, asking, capacity, identity, session,
    wish,
};

#[test]
fn who_was_linked_today_is_hidden_and_who_was_parted_is_out_of_the_line() {
    on_both(async |db| {
        let council = council(db).await;
        let team = &council.researcher;
        let ann = council.other_teller.participant().unwrap();
        let bill = super::teller(db, team, council.project, "Bill").await.0;
        let id = in_tx(db, async |tx| {
            let new = NewStory {
                words: "Ann came, and Bill.".into(),
                ..draft(council.sam, "family")
            };
            let id = story::start(tx, &council.teller, new, NOW).await.unwrap();
            let choices = [yes(Form::Words, Audience::Team)];
            consent::record(tx, &council.teller, id, &choices, &asked(), NOW)
                .await
                .unwrap();
            story::send(tx, &council.teller, id, NOW).await.unwrap();
            id
        })
        .await;
        let words = async || story::open(db, team, id, NOW).await.unwrap().words.unwrap();
        let link = async |one, other, at| {
            let kin = |participant| Kin {
                participant,
                relation: Relative::Sister,
                service: Service::Adult,
            };
            in_tx(db, async |tx| {
                family::link(tx, team, kin(one), kin(other), at).await.unwrap()
            })
            .await
        };
        let ids = async |id| {
            let family = family::members(db, team, id).await.unwrap();
            family.map(|(family, members)| (family, members.len()))
        };
        assert!(words().await.contains("Ann"));
        let mut linked = None;
        restored(db, async || {
            linked = Some(link(council.sam, ann, LATER).await);
            let about = Asked {
                wording: family::WORDING.into(),
                ..asked()
            };
            in_tx(db, async |tx| {
                family::record(tx, &council.teller, council.sam, &[Audience::Team], &about, LATER).await
            })
            .await
            .unwrap();
        })
        .await;
        assert_eq!(ids(ann).await, linked.map(|family| (family, 2)));
        assert!(!words().await.contains("Ann"), "{}", words().await);
        let own = family::own(db, &council.teller).await.unwrap().unwrap();
        assert_eq!(own.yes, [Audience::Team]);

        // One more is parted, then all are.
        link(council.sam, bill, LATER).await;
        let part = async |id| {
            in_tx(db, async |tx| family::part(tx, team, id, LATER).await.unwrap()).await;
        };
        restored(db, async || part(bill).await).await;
        assert_eq!((ids(bill).await, ids(ann).await.unwrap().1), (None, 2));
        restored(db, async || part(ann).await).await;
        assert_eq!((ids(council.sam).await, ids(ann).await), (None, None));
        assert!(!words().await.contains("Ann"), "who parted stays hidden");
    });
}

#[test]
fn a_permission_that_ended_today_is_over() {
    on_both(async |db| {
        let council = council(db).await;
        let id = in_tx(db, async |tx| {
            participant::set_age_band(tx, council.sam, UNDER_18, NOW)
                .await
                .unwrap();
            let new = NewPermission {
                given_by: "Carys Okafor".into(),
                relation: "Mum".into(),
                audiences: vec![Audience::Planners],
                until: None,
                how: "Signed at home".into(),
            };
            permission::record(tx, &council.researcher, council.sam, new, NOW)
                .await
                .unwrap()
        })
        .await;
        restored(db, async || {
            in_tx(db, async |tx| {
                permission::end(tx, &council.researcher, id, LATER).await.unwrap();
            })
            .await;
        })
        .await;
        let all = permission::of(db, &council.researcher, council.sam, LATER).await;
        let all = all.unwrap();
        assert_eq!((all[0].ended_at, all[0].live), (Some(LATER), false));
    });
}

#[test]
fn a_record_of_capacity_of_today_still_keeps_a_yes_out() {
    on_both(async |db| {
        let council = council(db).await;
        let id = told(db, &council).await;
        let planners = [yes(Form::Words, Audience::Planners)];
        let (lacking, able) = (CapacityMatter::ShowPlanners, CapacityMatter::ShowStaff);
        let written = lacks(council.sam, lacking);
        restored(db, async || {
            for new in [written.clone(), lacks(council.sam, able), can(council.sam, able)] {
                recorded(db, &council, new, LATER).await.unwrap();
            }
        })
        .await;
        let refused = answered(db, &council.teller, id, &planners).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        let staff = [yes(Form::Words, Audience::Staff)];
        assert!(answered(db, &council.teller, id, &staff).await.is_ok());
        let kept = capacity::list(db, &council.researcher, council.sam)
            .await
            .unwrap();
        let kept = kept.iter().find(|record| record.what.matter == lacking).unwrap();
        assert!(kept.live && kept.at == LATER && kept.what.doubt.is_empty());
        assert_eq!(
            (kept.what.review_at, kept.what.retain, &kept.what.help),
            (written.review_at, written.retain, &written.help)
        );
    });
}

#[test]
fn a_cancelled_card_and_a_closed_account_stay_so() {
    on_both(async |db| {
        let council = council(db).await;
        let by = staff(db, Role::Admin).await.account().unwrap();
        let (closed, reopened) = (&council.frontline, &council.planner);
        let (closed, reopened) = (closed.account().unwrap(), reopened.account().unwrap());
        let until = LATER.plus_days(3);
        in_tx(db, async |tx| {
            let teller = council.teller.account().unwrap();
            for (token, who) in [("s", teller), ("f", closed), ("p", reopened)] {
                session::start(tx, token, who, until, "card", NOW).await.unwrap();
            }
            account::invite(tx, None, closed, "link", until, NOW)
                .await
                .unwrap();
            account::close(tx, by, reopened, NOW).await.unwrap();
        })
        .await;
        let cards = card::list(db, &council.researcher, council.sam).await.unwrap();
        restored(db, async || {
            in_tx(db, async |tx| {
                card::cancel(tx, &council.researcher, cards[0].id, LATER)
                    .await
                    .unwrap();
                account::close(tx, by, closed, LATER).await.unwrap();
                account::reopen(tx, by, reopened, LATER).await.unwrap();
            })
            .await;
        })
        .await;
        assert!(matches!(card::account(db, "Sam").await, Err(Error::NotFound)));
        assert!(card::account(db, "Ann").await.is_ok());
        assert!(account::viewer(db, closed).await.unwrap().is_none());
        assert!(account::viewer(db, reopened).await.unwrap().is_some());
        assert!(account::invited(db, "link", LATER).await.is_err());
        for token in ["s", "f", "p"] {
            assert!(
                session::find(db, token, LATER).await.unwrap().is_none(),
                "{token}"
            );
        }
        // Everybody who died has no card any more.
        let ann = council.other_teller.participant().unwrap();
        restored(db, async || {
            in_tx(db, async |tx| card::cancel_all(tx, ann, LATER).await.unwrap()).await;
        })
        .await;
        assert!(matches!(card::account(db, "Ann").await, Err(Error::NotFound)));
    });
}

#[test]
fn a_death_a_last_wish_and_an_age_that_were_written_down_today_are_known_again() {
    on_both(async |db| {
        let council = council(db).await;
        let id = told(db, &council).await;
        restored(db, async || {
            in_tx(db, async |tx| {
                let kind = WishKind::TakeBack;
                wish::say(tx, &council.teller, kind, "", LATER).await.unwrap();
                let (born, grown) = (NOW.plus_days(-3000), LATER.plus_days(900));
                identity::set_born(tx, &council.researcher, council.sam, born, grown, LATER)
                    .await
                    .unwrap();
            })
            .await;
        })
        .await;
        let wished = wish::get(db, &council.researcher, council.sam).await.unwrap();
        assert_eq!(wished.map(|wish| wish.kind), Some(WishKind::TakeBack));
        let person = participant::get(db, &council.researcher, council.sam)
            .await
            .unwrap();
        assert_eq!(person.age_band, UNDER_18);
        let needed = async |at| {
            permission::is_needed(db, &council.researcher, council.sam, at)
                .await
                .unwrap()
        };
        assert!(needed(LATER).await && !needed(LATER.plus_days(901)).await);
        let died = async || {
            participant::get(db, &council.researcher, council.sam)
                .await
                .unwrap()
                .died_at
        };
        restored(db, async || {
            in_tx(db, async |tx| {
                asking::died(tx, &council.researcher, council.sam, NOW, LATER)
                    .await
                    .unwrap();
            })
            .await;
        })
        .await;
        assert_eq!(died().await, Some(NOW));
        assert!(story::open(db, &council.researcher, id, LATER).await.is_err());
        restored(db, async || {
            in_tx(db, async |tx| {
                asking::alive(tx, &council.researcher, council.sam, StillAlive::Press, LATER)
                    .await
                    .unwrap();
            })
            .await;
        })
        .await;
        assert_eq!(died().await, None);
    });
}
