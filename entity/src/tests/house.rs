//! Showcases and accounts that are closed, and presses that come twice at once.
use sea_orm::EntityTrait;
use sea_orm::sea_query::Expr;

use super::*;
use crate::showcase::{self, NewShowcase};
use crate::{audit, session};

fn showcase_of(id: StoryId, nonce: &str) -> NewShowcase {
    NewShowcase {
        title: "The bus".into(),
        why: "Because".into(),
        question: String::new(),
        audience: Audience::Planners,
        items: vec![(id, String::new())],
        nonce: nonce.into(),
    }
}

async fn shared(db: &Db, council: &Council) -> StoryId {
    let id = sent(db, council, &[yes(Form::Words, Audience::Planners)]).await;
    release(db, council, id).await.unwrap();
    id
}

#[test]
fn two_presses_at_once_make_one_showcase() {
    on_both(async |db| {
        let council = council(db).await;
        let id = shared(db, &council).await;
        let press = async || {
            let tx = db.begin().await.unwrap();
            let made = showcase::make(&tx, db, &council.planner, showcase_of(id, "n"), NOW)
                .await
                .unwrap();
            tokio::task::yield_now().await;
            tx.commit().await.unwrap();
            made
        };
        let (first, second, third) = tokio::join!(press(), press(), press());
        assert!(first == second && second == third);
        let list = showcase::list(db, &council.planner, NOW).await.unwrap();
        assert_eq!((list.len(), list[0].items.len()), (1, 1));
        let other = in_tx(db, async |tx| {
            showcase::make(tx, db, &council.planner, showcase_of(id, "another"), NOW).await
        })
        .await
        .unwrap();
        assert_ne!(first, other);
    });
}

#[test]
fn a_closed_showcase_is_gone_for_everybody_until_it_is_put_back() {
    on_both(async |db| {
        let council = council(db).await;
        let story = shared(db, &council).await;
        let id = in_tx(db, async |tx| {
            showcase::make(tx, db, &council.planner, showcase_of(story, "n"), NOW).await
        })
        .await
        .unwrap();
        for stranger in [&council.researcher, &council.frontline, &Viewer::Public] {
            let refused = in_tx(db, async |tx| showcase::close(tx, stranger, id, NOW).await).await;
            assert!(matches!(refused, Err(Error::NotFound)));
        }
        in_tx(db, async |tx| {
            showcase::close(tx, &council.planner, id, NOW).await
        })
        .await
        .unwrap();
        assert!(
            showcase::list(db, &council.planner, NOW)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(showcase::open(db, &council.planner, id, NOW).await.is_err());
        let closed = showcase::closed(db, &council.planner, NOW).await.unwrap();
        assert_eq!((closed.len(), closed[0].id), (1, id));
        assert!(
            showcase::closed(db, &council.researcher, NOW)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(sees(db, &council.planner, story).await, "its stories stay");
        in_tx(db, async |tx| {
            showcase::reopen(tx, &council.planner, id, NOW).await
        })
        .await
        .unwrap();
        assert!(showcase::open(db, &council.planner, id, NOW).await.is_ok());
    });
}

#[test]
fn a_closed_account_is_nobody_and_its_links_and_sessions_have_ended() {
    on_both(async |db| {
        let council = council(db).await;
        let by = staff(db, Role::Admin).await.account().unwrap();
        let id = council.frontline.account().unwrap();
        let later = NOW.plus_days(3);
        in_tx(db, async |tx| {
            account::set_password(tx, id, "hash", NOW).await.unwrap();
            account::invite(tx, None, id, "link", later, NOW).await.unwrap();
            session::start(tx, "token", id, later, "password", NOW)
                .await
                .unwrap();
        })
        .await;
        assert!(session::find(db, "token", NOW).await.unwrap().is_some());
        in_tx(db, async |tx| account::close(tx, by, id, NOW).await)
            .await
            .unwrap();
        assert!(session::find(db, "token", NOW).await.unwrap().is_none());
        assert!(account::viewer(db, id).await.unwrap().is_none());
        assert!(account::invited(db, "link", NOW).await.is_err());
        let address = format!("{}@council.example", Role::Frontline);
        assert!(account::credentials(db, &address).await.unwrap().is_none());

        in_tx(db, async |tx| account::reopen(tx, by, id, NOW).await)
            .await
            .unwrap();
        assert!(account::credentials(db, &address).await.unwrap().is_some());
        assert!(session::find(db, "token", NOW).await.unwrap().is_none());
        assert!(account::invited(db, "link", NOW).await.is_err());

        let own = in_tx(db, async |tx| account::close(tx, by, by, NOW).await).await;
        assert!(matches!(own, Err(Error::Refused(_))));
        let teller = council.teller.account().unwrap();
        let not_staff = in_tx(db, async |tx| account::close(tx, by, teller, NOW).await).await;
        assert!(matches!(not_staff, Err(Error::NotFound)));
    });
}

#[test]
fn a_new_link_ends_the_older_ones_and_a_used_one_ends_all_and_signs_out() {
    on_both(async |db| {
        let council = council(db).await;
        let by = staff(db, Role::Admin).await.account();
        let id = council.frontline.account().unwrap();
        let later = NOW.plus_days(3);
        in_tx(db, async |tx| {
            session::start(tx, "token", id, later, "password", NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(account::link_made_for(db, id).await.unwrap(), None);
        for link in ["one", "two"] {
            in_tx(db, async |tx| {
                account::invite(tx, by, id, link, later, NOW).await.unwrap();
            })
            .await;
        }
        assert!(account::invited(db, "one", NOW).await.is_err());
        assert!(account::invited(db, "two", NOW).await.is_ok());
        assert_eq!(account::link_made_for(db, id).await.unwrap(), Some(NOW));
        assert!(session::find(db, "token", NOW).await.unwrap().is_some());
        // One that is left from a time when a new link did not end it.
        in_tx(db, async |tx| {
            account::invitation::Entity::update_many()
                .col_expr(account::invitation::Column::UsedAt, Expr::val(None::<i64>))
                .exec(tx.inner())
                .await
                .unwrap();
            assert_eq!(account::accept(tx, "two", NOW).await.unwrap(), id);
        })
        .await;
        assert!(account::invited(db, "one", NOW).await.is_err());
        assert!(session::find(db, "token", NOW).await.unwrap().is_none());
        let noted: Vec<(String, Option<AccountId>)> = audit::of(db, id.0)
            .await
            .unwrap()
            .into_iter()
            .map(|line| (line.what, line.account_id))
            .filter(|(what, _)| what.starts_with("account."))
            .skip(1)
            .collect();
        let link = || ("account.link".to_owned(), by);
        assert_eq!(noted, [link(), link(), ("account.accept".to_owned(), Some(id))]);
        in_tx(db, async |tx| {
            session::start(tx, "again", id, later, "password", NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(account::link_made_for(db, id).await.unwrap(), None, "told once");
    });
}

#[test]
fn what_a_maker_typed_hides_names_the_audience_does_not_get_and_goes_with_its_stories() {
    on_both(async |db| {
        let council = council(db).await;
        let all = [
            yes(Form::Words, Audience::Staff),
            yes(Form::Words, Audience::Planners),
            yes(Form::Name, Audience::Planners),
        ];
        let story = sent(db, &council, &all).await;
        release(db, &council, story).await.unwrap();
        let make = async |audience, nonce: &str| {
            let new = NewShowcase {
                title: "Sam waits".into(),
                why: "For Sam".into(),
                question: "What would help Sam Okafor?".into(),
                audience,
                items: vec![(story, "SAM’s bus".into())],
                nonce: nonce.into(),
            };
            in_tx(db, async |tx| {
                showcase::make(tx, db, &council.planner, new, NOW).await
            })
            .await
            .unwrap()
        };
        let named = make(Audience::Planners, "n").await;
        let id = make(Audience::Staff, "m").await;
        let seen = showcase::open(db, &council.planner, named, NOW).await.unwrap();
        assert_eq!(
            (seen.title.as_str(), seen.items[0].1.as_str()),
            ("Sam waits", "SAM’s bus")
        );
        let seen = showcase::open(db, &council.frontline, id, NOW).await.unwrap();
        let texts = [&seen.title, &seen.why, &seen.question, &seen.items[0].1];
        for text in texts {
            assert!(
                text.contains("[name]") && !text.contains("Robin") && !text.to_lowercase().contains("sam"),
                "{text}"
            );
        }
        in_tx(db, async |tx| {
            story::withdraw(tx, &council.teller, story, NOW).await
        })
        .await
        .unwrap();
        let gone = showcase::open(db, &council.frontline, id, NOW).await;
        assert!(matches!(gone, Err(Error::NotFound)));
        let maker = showcase::open(db, &council.planner, named, NOW).await.unwrap();
        assert_eq!((maker.items.len(), maker.title.as_str()), (0, "[name] waits"));
    });
}

#[test]
fn a_list_of_held_stories_has_pseudonyms_and_each_look_of_the_lead_is_noted() {
    on_both(async |db| {
        let council = council(db).await;
        let id = shared(db, &council).await;
        let lead = &council.safeguarding;
        let looks = async || {
            let noted = audit::of(db, id.0).await.unwrap().into_iter();
            noted.filter(|line| line.what == "story.opened_held").count()
        };
        let look = async |who: &Viewer| {
            in_tx(db, async |tx| hold::note_opened(tx, who, id, NOW).await.unwrap()).await;
        };
        look(lead).await;
        in_tx(db, async |tx| {
            hold::place(tx, &council.researcher, id, HoldGround::Safety, "", NOW)
                .await
                .unwrap();
        })
        .await;
        let listed = story::unnamed(db, lead, &[id], NOW).await.unwrap();
        assert_eq!(
            (listed[0].title.as_str(), listed[0].teller.as_str()),
            ("Robin Wren and the bus", "Robin Wren")
        );
        assert_eq!(story::open(db, lead, id, NOW).await.unwrap().teller, "Sam");
        look(&council.researcher).await;
        assert_eq!(looks().await, 0);
        look(lead).await;
        look(lead).await;
        assert_eq!(looks().await, 2);
    });
}
