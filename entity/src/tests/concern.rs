//! Worries: who may raise one, what it stops at once, who reads it, and that nothing of it goes away.
use super::*;
use crate::concern::{self, AbuseType, Concern, Hurt, Known, New, Outcome, Step, WordsOf, Worry};
use crate::{ConcernId, NoticeKind, audit, notice, setting};

const WORRY: Worry<'_> = Worry {
    words_of: WordsOf::Teller,
    note: "he takes my money",
};
const HOUR: i64 = 60 * 60 * 1000;

const SEEN: [(Form, Audience); 3] = [
    (Form::Words, Audience::Team),
    (Form::Words, Audience::Planners),
    (Form::Words, Audience::Staff),
];

async fn told(db: &Db, council: &Council) -> StoryId {
    let choices = SEEN.map(|(form, audience)| yes(form, audience));
    let id = sent(db, council, &choices).await;
    release(db, council, id).await.unwrap();
    id
}

async fn worried(db: &Db, who: &Viewer, id: StoryId) -> crate::Result<ConcernId> {
    in_tx(db, async |tx| concern::raise(tx, who, id, WORRY, NOW).await).await
}

async fn add(db: &Db, who: &Viewer, id: ConcernId, new: New) -> crate::Result<()> {
    in_tx(db, async |tx| concern::add(tx, who, id, &new, NOW).await).await
}

async fn lift(db: &Db, who: &Viewer, id: StoryId) -> crate::Result<()> {
    in_tx(db, async |tx| {
        hold::lift(tx, who, id, "he has moved out", NOW).await
    })
    .await
}

async fn read(db: &Db, council: &Council, id: ConcernId) -> Concern {
    concern::get(db, &council.safeguarding, id).await.unwrap()
}

fn answers(unable: Known) -> New {
    New::Triage {
        needs: Known::Yes,
        risk: Known::Yes,
        unable,
    }
}

fn wishes() -> New {
    New::Wishes {
        asked: true,
        words: "I want him to stop".into(),
    }
}

#[test]
fn whoever_sees_a_story_may_be_worried_and_from_then_on_only_the_lead_sees_it() {
    on_both(async |db| {
        let council = council(db).await;
        for who in [&council.researcher, &council.planner, &council.frontline] {
            let id = told(db, &council).await;
            let raised = worried(db, who, id).await.unwrap();
            for other in [&council.researcher, &council.planner, &council.frontline] {
                assert!(!sees(db, other, id).await);
                assert!(concern::get(db, other, raised).await.is_err());
                assert!(concern::list(db, other, 0, 9, NOW).await.is_err());
            }
            assert!(sees(db, &council.safeguarding, id).await);
            let documents = story::documents(db, &[id], Reason::Index).await.unwrap();
            assert!(documents.is_empty());
            let notices = notice::open(db, &council.safeguarding).await.unwrap();
            assert!(
                notices
                    .iter()
                    .any(|notice| notice.kind == NoticeKind::Worry && notice.subject == raised.0)
            );
            assert_eq!(
                worried(db, who, id).await.unwrap(),
                raised,
                "two presses are one worry"
            );
            in_tx(db, async |tx| story::withdraw(tx, &council.teller, id, NOW).await)
                .await
                .unwrap();
            in_tx(db, async |tx| rename(tx, id).await).await;
        }
        let counts = concern::counts(db, &council.safeguarding, NOW).await.unwrap();
        assert_eq!(counts.open, 3);
    });
}

/// Makes room for the next story of the same form.
async fn rename(tx: &Tx, id: StoryId) {
    use sea_orm::sea_query::Expr;
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    story::table::Entity::update_many()
        .col_expr(story::table::Column::Nonce, Expr::val(id.to_string()))
        .filter(story::table::Column::Id.eq(id))
        .exec(tx.inner())
        .await
        .unwrap();
}

#[test]
fn nobody_is_worried_about_what_they_cannot_see_and_no_teller_about_another() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        assert!(matches!(
            worried(db, &council.planner, id).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(
            worried(db, &council.teller, id).await,
            Err(Error::NotFound)
        ));
        let refused = in_tx(db, async |tx| {
            concern::tell(tx, &council.other_teller, Some(id), Hurt::Money, NOW).await
        })
        .await;
        assert!(matches!(refused, Err(Error::NotFound)));
        assert!(sees(db, &council.researcher, id).await);
        let counts = concern::counts(db, &council.safeguarding, NOW).await.unwrap();
        assert_eq!(counts.open, 0);
    });
}

#[test]
fn a_held_draft_is_for_the_lead_and_what_its_researcher_still_writes_is_not_lost() {
    on_both(async |db| {
        let council = council(db).await;
        let id = in_tx(db, async |tx| {
            let id = story::start(tx, &council.researcher, draft(council.sam, "home"), NOW)
                .await
                .unwrap();
            let choices = [yes(Form::Words, Audience::Team)];
            consent::record(tx, &council.researcher, id, &choices, &asked(), NOW)
                .await
                .unwrap();
            id
        })
        .await;
        assert!(!sees(db, &council.safeguarding, id).await);
        worried(db, &council.researcher, id).await.unwrap();
        assert!(sees(db, &council.safeguarding, id).await);
        assert!(story::drafts(db, &council.researcher).await.unwrap().is_empty());
        in_tx(db, async |tx| {
            let me = &council.researcher;
            story::set_words(tx, me, id, "Money", "He takes my money.", NOW)
                .await
                .unwrap();
            story::send(tx, me, id, NOW).await.unwrap();
            let now_it_stays = story::set_words(tx, me, id, "Money", "Nothing.", NOW).await;
            assert!(matches!(now_it_stays, Err(Error::NotFound)));
        })
        .await;
        let shown = story::open(db, &council.safeguarding, id, NOW).await.unwrap();
        assert_eq!(shown.words.as_deref(), Some("He takes my money."));
        assert!(!sees(db, &council.researcher, id).await);
        in_tx(db, async |tx| story::withdraw(tx, &council.teller, id, NOW).await)
            .await
            .unwrap();
        assert!(!sees(db, &council.safeguarding, id).await);
    });
}

#[test]
fn the_three_questions_come_before_lifting_and_the_wishes_before_closing() {
    on_both(async |db| {
        let council = council(db).await;
        let lead = &council.safeguarding;
        let story = told(db, &council).await;
        let id = worried(db, &council.frontline, story).await.unwrap();
        let closed = || New::Closed {
            outcome: Outcome::Support,
            words: "She has her own bank card".into(),
        };
        assert!(matches!(
            add(db, &council.researcher, id, wishes()).await,
            Err(Error::NotFound)
        ));
        assert!(matches!(lift(db, lead, story).await, Err(Error::Refused(_))));
        add(db, lead, id, answers(Known::NotYet)).await.unwrap();
        assert!(matches!(lift(db, lead, story).await, Err(Error::Refused(_))));
        assert!(matches!(
            add(db, lead, id, closed()).await,
            Err(Error::Refused(_))
        ));
        add(db, lead, id, answers(Known::Yes)).await.unwrap();
        assert!(matches!(
            add(db, lead, id, closed()).await,
            Err(Error::Refused(_))
        ));
        add(db, lead, id, wishes()).await.unwrap();
        add(db, lead, id, New::Types(vec![AbuseType::Financial]))
            .await
            .unwrap();
        add(db, lead, id, New::Referral("SG-2026-114".into()))
            .await
            .unwrap();
        lift(db, lead, story).await.unwrap();
        assert!(sees(db, &council.frontline, story).await);
        add(db, lead, id, closed()).await.unwrap();
        assert!(matches!(
            add(db, lead, id, wishes()).await,
            Err(Error::Conflict(_))
        ));
        let concern = read(db, &council, id).await;
        let steps: Vec<Step> = concern.lines.iter().map(|line| line.step).collect();
        assert_eq!(
            steps,
            [
                Step::Triage,
                Step::Triage,
                Step::Wishes,
                Step::Types,
                Step::Referral,
                Step::Lifted,
                Step::Closed
            ]
        );
        assert_eq!(concern.lines[3].types, [AbuseType::Financial]);
        assert!(concern.closed && concern.triaged && !concern.lines[0].by.is_empty());
        assert!(notice::open(db, lead).await.unwrap().is_empty());
        for line in audit::of(db, id.0).await.unwrap() {
            assert!(line.why.is_empty(), "no words in the audit: {line:?}");
        }
    });
}

#[test]
fn taking_the_story_back_leaves_the_worry_and_says_so() {
    on_both(async |db| {
        let council = council(db).await;
        let story = told(db, &council).await;
        let id = worried(db, &council.planner, story).await.unwrap();
        add(db, &council.safeguarding, id, answers(Known::Yes))
            .await
            .unwrap();
        in_tx(db, async |tx| {
            story::withdraw(tx, &council.teller, story, NOW).await
        })
        .await
        .unwrap();
        assert!(!sees(db, &council.safeguarding, story).await);
        let concern = read(db, &council, id).await;
        assert!(concern.taken_back && concern.triaged && concern.note == WORRY.note);
        assert_eq!(concern.person.unwrap().known_as, "Sam");
        in_tx(db, async |tx| {
            story::undo_withdraw(tx, &council.teller, story, NOW).await
        })
        .await
        .unwrap();
        assert!(!read(db, &council, id).await.taken_back);
        assert!(!sees(db, &council.planner, story).await, "it comes back held");
    });
}

#[test]
fn a_worry_that_waits_is_told_again_once_in_every_worry_time() {
    on_both(async |db| {
        let council = council(db).await;
        let lead = &council.safeguarding;
        let story = told(db, &council).await;
        let id = worried(db, &council.planner, story).await.unwrap();
        let hours = setting::get(db).await.unwrap().worry_hours;
        let after = |part: i64| NOW.plus(part * HOUR);
        let round =
            async |now: Timestamp| in_tx(db, async |tx| concern::escalate(tx, now).await.unwrap()).await;
        assert_eq!(round(after(hours - 1)).await, 0);
        assert_eq!(round(after(hours)).await, 1);
        assert_eq!(round(after(hours + 1)).await, 0);
        let kinds =
            |notices: Vec<notice::Notice>| notices.into_iter().map(|one| one.kind).collect::<Vec<_>>();
        let told = kinds(notice::open(db, lead).await.unwrap());
        assert!(told.contains(&NoticeKind::WorryLate) && told.contains(&NoticeKind::Worry));
        let counts = concern::counts(db, lead, after(hours)).await.unwrap();
        assert_eq!((counts.open, counts.late, counts.oldest), (1, 1, Some(NOW)));
        assert!(concern::counts(db, &council.planner, NOW).await.is_err());
        let log = hold::log(db, lead, 10, after(hours)).await.unwrap();
        assert!(log[0].late && !hold::log(db, lead, 10, NOW).await.unwrap()[0].late);
        assert_eq!(round(after(2 * hours)).await, 1);
        add(db, lead, id, answers(Known::No)).await.unwrap();
        assert_eq!(round(after(4 * hours)).await, 0);
        let lines = read(db, &council, id).await.lines;
        assert_eq!(lines.iter().filter(|line| line.step == Step::Late).count(), 2);
    });
}

#[test]
fn a_teller_sees_no_hint_of_a_worry_until_the_lead_says_it_is_safe() {
    on_both(async |db| {
        let council = council(db).await;
        let lead = &council.safeguarding;
        let id = told(db, &council).await;
        let own = async || {
            let status = story::own(db, &council.teller, id, NOW).await.unwrap().status;
            let stops = hold::stops(db, &council.teller, id, NOW).await.unwrap();
            let told = notice::open(db, &council.teller).await.unwrap();
            (
                status,
                stops.len(),
                told.into_iter().map(|one| one.kind).collect::<Vec<_>>(),
            )
        };
        let before = own().await;
        worried(db, &council.planner, id).await.unwrap();
        assert_eq!(own().await, before, "nothing tells that somebody is worried");
        let tell = async |safe| in_tx(db, async |tx| hold::set_told(tx, lead, id, safe, NOW).await).await;
        let not_lead = in_tx(db, async |tx| {
            hold::set_told(tx, &council.planner, id, true, NOW).await
        })
        .await;
        assert!(not_lead.is_err());
        tell(true).await.unwrap();
        assert_eq!(own().await, (Status::Held, 1, vec![NoticeKind::Stopped]));
        let stops = hold::stops(db, &council.teller, id, NOW).await.unwrap();
        assert_eq!((stops[0].ground, stops[0].by.clone()), (HoldGround::Safety, None));
        assert!(hold::stops(db, &council.other_teller, id, NOW).await.is_err());
        tell(false).await.unwrap();
        assert_eq!(own().await, before);
    });
}

#[test]
fn a_declined_story_stays_with_the_team_and_its_teller_knows_at_once() {
    on_both(async |db| {
        let council = council(db).await;
        let id = told(db, &council).await;
        let place = async |who: &Viewer| {
            in_tx(db, async |tx| {
                hold::place(tx, who, id, HoldGround::Unclear, "ask again", NOW).await
            })
            .await
        };
        assert!(matches!(place(&council.planner).await, Err(Error::NotFound)));
        place(&council.researcher).await.unwrap();
        assert!(sees(db, &council.researcher, id).await);
        assert!(!sees(db, &council.planner, id).await && !sees(db, &council.frontline, id).await);
        assert!(!sees(db, &council.safeguarding, id).await);
        let documents = story::documents(db, &[id], Reason::Index).await.unwrap();
        assert_eq!(documents[0].readers.len(), 1, "only the team finds it");
        let wanted = [id];
        let shown = story::showing(db, &council.planner, &wanted, Audience::Planners, NOW);
        assert!(shown.await.unwrap().is_empty());
        let own = story::own(db, &council.teller, id, NOW).await.unwrap();
        assert_eq!(own.status, Status::Held);
        let stops = hold::stops(db, &council.teller, id, NOW).await.unwrap();
        assert_eq!(stops[0].by.as_deref(), Some("A person"));
        let why = hold::declined(db, &council.researcher, id, NOW).await.unwrap();
        assert_eq!(why.unwrap().ground, HoldGround::Unclear);
        release(db, &council, id).await.unwrap();
        assert!(!sees(db, &council.planner, id).await);
        worried(db, &council.researcher, id).await.unwrap();
        assert!(!sees(db, &council.researcher, id).await && sees(db, &council.safeguarding, id).await);
        in_tx(db, async |tx| {
            hold::accept(tx, &council.researcher, id, NOW).await
        })
        .await
        .unwrap();
        assert!(!sees(db, &council.planner, id).await, "the worry holds it still");
    });
}

#[test]
fn a_teller_tells_more_of_their_own_worry_for_a_day_and_reads_nothing_back() {
    on_both(async |db| {
        let council = council(db).await;
        let story = told(db, &council).await;
        let id = in_tx(db, async |tx| {
            concern::tell(tx, &council.teller, Some(story), Hurt::Money, NOW).await
        })
        .await
        .unwrap();
        assert!(!sees(db, &council.researcher, story).await);
        let new = New::Told("my brother".into());
        let more =
            async |who: &Viewer, now| in_tx(db, async |tx| concern::more(tx, who, id, &new, now).await).await;
        more(&council.teller, NOW).await.unwrap();
        for (who, now) in [
            (&council.other_teller, NOW),
            (&council.researcher, NOW),
            (&council.teller, NOW.plus_days(1)),
        ] {
            assert!(matches!(more(who, now).await, Err(Error::NotFound)));
        }
        assert!(concern::get(db, &council.teller, id).await.is_err());
        let without = in_tx(db, async |tx| {
            concern::tell(tx, &council.teller, None, Hurt::Other, NOW).await
        })
        .await
        .unwrap();
        let concern = read(db, &council, without).await;
        assert!(concern.by_teller && concern.story.is_none() && concern.raised_by.is_empty());
        assert_eq!(read(db, &council, id).await.lines[0].words, "my brother");
    });
}
