//! Half an hour with a helper: one story, both named, and then it is over.
use sea_orm::EntityTrait as _;

use super::strip::{chosen, photo};
use super::{Council, NOW, again, asked, council, draft, in_tx, on_both, sent, yes};
use crate::placing::{self, OwnPhoto};
use crate::story::{self, NewStory};
use crate::supporter::{self, Begun, LASTS, NewHelp, Which};
use crate::{
    Audience, Db, Error, Form, HelperHow, HoldGround, StoryId, StoryKind, Viewer, WhoseWords, audit, consent,
    hold, session,
};

pub(super) fn help(council: &Council, which: Which) -> NewHelp<'static> {
    NewHelp {
        participant: council.sam,
        which,
        helper_name: "Mia".into(),
        relation: "his sister".into(),
        how: HelperHow::ReadsAloud,
        whose_words: WhoseWords::Theirs,
        token_hash: "half an hour",
        before: None,
    }
}

async fn begun(db: &Db, council: &Council, which: Which) -> Begun {
    let asha = again(db, &council.researcher).await;
    let new = help(council, which);
    in_tx(db, async |tx| {
        supporter::start(tx, &asha, new, NOW).await.unwrap()
    })
    .await
}

async fn beside(db: &Db) -> Viewer {
    let live = session::find(db, "half an hour", NOW).await.unwrap().unwrap();
    live.viewer
}

#[test]
fn with_a_helper_one_story_is_open_and_no_other() {
    on_both(async |db| {
        let council = council(db).await;
        let other = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        let begun = begun(db, &council, Which::New(StoryKind::LifeStory, "n9".into())).await;
        let both = beside(db).await;
        assert_eq!(both.beside().map(|beside| beside.helper.as_str()), Some("Mia"));
        let mine = story::mine(db, &both).await.unwrap();
        assert_eq!(mine.len(), 1);
        assert_eq!(mine[0].story.id, begun.story);
        assert!(matches!(
            story::own(db, &both, other, NOW).await,
            Err(Error::NotFound)
        ));
        let tx = db.begin().await.unwrap();
        let words = [yes(Form::Words, Audience::Planners)];
        let refused = [
            story::set_words(&tx, &both, other, "T", "W", NOW).await.is_err(),
            story::withdraw(&tx, &both, other, NOW).await.is_err(),
            story::undo_withdraw(&tx, &both, other, NOW).await.is_err(),
            story::release(&tx, &both, other, 1, NOW).await.is_err(),
            consent::record(&tx, &both, other, &words, &asked(), NOW)
                .await
                .is_err(),
            story::start(&tx, &both, draft(council.sam, "another"), NOW)
                .await
                .is_err(),
        ];
        assert_eq!(refused, [true; 6]);
        let id = begun.story;
        story::set_words(&tx, &both, id, "The sea", "I like the sea", NOW)
            .await
            .unwrap();
        consent::record(&tx, &both, id, &words, &asked(), NOW)
            .await
            .unwrap();
        story::send(&tx, &both, id, NOW).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(present(db, id).await, "Mia");
        let taken = story::capture::Entity::find_by_id(id).one(db.read()).await;
        let taken = taken.unwrap().unwrap();
        assert_eq!(taken.helper_name, "Mia, his sister");
        assert_eq!(taken.helper_how, "Reads aloud. The person's own words");
        let lines = audit::of(db, id.0).await.unwrap();
        let said = |what: &str| {
            lines
                .iter()
                .find(|line| line.what == what)
                .map(|line| line.why.clone())
        };
        assert_eq!(said("supporter.start").as_deref(), Some("reads_aloud theirs"));
        for what in ["consent.record", "story.send"] {
            assert_eq!(
                said(what).as_deref(),
                Some("with a helper: reads_aloud"),
                "{what}"
            );
        }
        assert!(
            lines.iter().all(|line| !line.why.contains("Mia")),
            "no person's name"
        );
    });
}

async fn present(db: &Db, id: StoryId) -> String {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    let rows = consent::table::Entity::find().filter(consent::table::Column::StoryId.eq(id));
    rows.one(db.read()).await.unwrap().unwrap().present
}

#[test]
fn half_an_hour_is_over_by_itself_whatever_is_pressed() {
    on_both(async |db| {
        let council = council(db).await;
        begun(db, &council, Which::New(StoryKind::LifeStory, "n9".into())).await;
        let last = NOW.plus(LASTS - 1);
        assert!(session::find(db, "half an hour", last).await.unwrap().is_some());
        assert_eq!(supporter::over(db, "half an hour", last).await.unwrap(), None);
        let end = NOW.plus(LASTS);
        assert!(session::find(db, "half an hour", end).await.unwrap().is_none());
        let who = supporter::over(db, "half an hour", end).await.unwrap();
        assert_eq!(who.as_deref(), Some("A person"));
        assert_eq!(supporter::over(db, "another", end).await.unwrap(), None);
    });
}

#[test]
fn only_their_own_team_begins_it_with_a_story_that_is_theirs() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        let own = in_tx(db, async |tx| {
            let new = NewStory {
                title: "Secret".into(),
                ..draft(council.sam, "own")
            };
            story::start(tx, &council.teller, new, NOW).await.unwrap()
        })
        .await;
        let asha = again(db, &council.researcher).await;
        let choices = supporter::choices(db, &asha, council.sam, NOW).await.unwrap();
        let title = |id| {
            choices
                .iter()
                .find(|choice| choice.id == id)
                .unwrap()
                .title
                .clone()
        };
        assert!(title(id).is_some());
        assert_eq!(title(own), None, "a draft is the person's own");
        assert!(
            supporter::choices(db, &council.planner, council.sam, NOW)
                .await
                .is_err()
        );
        let start = async |viewer: &Viewer, which| {
            let tx = db.begin().await.unwrap();
            supporter::start(&tx, viewer, help(&council, which), NOW).await
        };
        for viewer in [&council.planner, &council.teller, &council.other_teller] {
            assert!(start(viewer, Which::There(id)).await.is_err());
        }
        assert!(start(&asha, Which::There(StoryId::fresh())).await.is_err());
        assert!(start(&asha, Which::There(own)).await.is_ok());
        in_tx(db, async |tx| {
            hold::place(tx, &asha, id, HoldGround::Safety, "", NOW)
                .await
                .unwrap();
        })
        .await;
        assert!(start(&asha, Which::There(id)).await.is_err(), "held");
    });
}

#[test]
fn with_a_helper_the_photos_of_this_story_are_there_and_those_kept_since() {
    on_both(async |db| {
        let council = council(db).await;
        let long_ago = NOW.plus_days(-1);
        let mine = photo(db, &council.teller, long_ago).await;
        let placed = photo(db, &council.teller, long_ago).await;
        let begun = begun(db, &council, Which::New(StoryKind::LifeStory, "n9".into())).await;
        let both = beside(db).await;
        let fresh = photo(db, &both, NOW).await;
        in_tx(db, async |tx| {
            let chosen = chosen(&placed.to_string());
            placing::choose(tx, &council.teller, begun.story, chosen, NOW)
                .await
                .unwrap();
        })
        .await;
        let there = |all: Vec<OwnPhoto>| all.into_iter().map(|one| one.id).collect::<Vec<_>>();
        let seen = there(placing::own_photos(db, &both).await.unwrap());
        assert_eq!(seen.len(), 2);
        assert!(seen.contains(&placed) && seen.contains(&fresh));
        assert!(matches!(
            placing::photo_file(db, &both, mine).await,
            Err(Error::NotFound)
        ));
        let tx = db.begin().await.unwrap();
        let named = placing::name_photo(&tx, &both, mine, "Seen", NOW).await;
        assert!(matches!(named, Err(Error::NotFound)));
        drop(tx);
        assert_eq!(
            there(placing::own_photos(db, &council.teller).await.unwrap()).len(),
            3
        );
    });
}
