//! The vault as its callers use it, on both databases.
mod amounts;
mod arriving;
mod asking;
mod at_once;
mod capacities;
mod chain;
mod choices;
mod coded_words;
mod comparing;
mod concern;
mod cooling;
mod dead;
mod decided;
mod deciding;
mod drafts;
mod families;
mod family_names;
mod forgotten;
mod forgotten_people;
mod helping;
mod house;
mod in_order;
mod journal;
mod late;
mod looks;
mod messages;
mod own_lines;
mod packs;
mod permitted;
mod plans;
mod running_out;
mod stopping;
mod strip;
mod told;
mod unciting;
mod visits;
mod workings;

use crate::consent::{Asked, Choice, WORDING};
use crate::participant::NewParticipant;
use crate::project::NewProject;
use crate::story::{self, NewStory, Status};
use crate::testing::on_both;
use crate::theme::{self, FrameworkFile};
use crate::unscoped::Reason;
use crate::{
    AccountId, AssetKind, Audience, Db, Error, Form, HoldGround, ParticipantId, ProjectId, ProjectKind, Role,
    StoryId, StoryKind, Timestamp, Tx, Viewer, account, asset, card, coding, consent, hold, participant,
    project, setting,
};

const NOW: Timestamp = Timestamp(1_000_000_000);

/// A council of one project, with somebody of every kind.
struct Council {
    researcher: Viewer,
    planner: Viewer,
    frontline: Viewer,
    safeguarding: Viewer,
    project: ProjectId,
    sam: ParticipantId,
    teller: Viewer,
    other_teller: Viewer,
}

async fn staff(db: &Db, role: Role) -> Viewer {
    let tx = db.begin().await.unwrap();
    let id = account::add_staff(
        &tx,
        None,
        &format!("{role}@council.example"),
        "A person",
        role,
        NOW,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    account::viewer(db, id).await.unwrap().unwrap()
}

async fn again(db: &Db, viewer: &Viewer) -> Viewer {
    let account = viewer.account().unwrap();
    account::viewer(db, account).await.unwrap().unwrap()
}

async fn teller(db: &Db, researcher: &Viewer, project: ProjectId, name: &str) -> (ParticipantId, Viewer) {
    let tx = db.begin().await.unwrap();
    let person = NewParticipant {
        project,
        real_name: format!("{name} Okafor"),
        known_as: name.to_owned(),
        other_names: Vec::new(),
        contact: None,
        group: "Carers".into(),
        age_band: "25 to 44".into(),
        place: "Hillside".into(),
        pseudonym: Some("Robin Wren".into()),
    };
    let id = participant::add(&tx, researcher, person, NOW).await.unwrap();
    let new = card::NewCard {
        token_hash: name,
        helper_name: "Jo",
        picture: "fox",
    };
    card::make(&tx, researcher, id, new, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let account = card::account(db, name).await.unwrap();
    (id, account::viewer(db, account).await.unwrap().unwrap())
}

async fn council(db: &Db) -> Council {
    cooling(db, 0).await;
    let researcher = staff(db, Role::Researcher).await;
    let tx = db.begin().await.unwrap();
    let new = NewProject {
        name: "Buses".into(),
        kind: ProjectKind::Engagement,
        about: String::new(),
        lawful_basis: "Public task".into(),
        special_condition: "Social care".into(),
        retention_months: 24,
        approval_reference: None,
    };
    let project = project::open(&tx, &researcher, new, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let researcher = again(db, &researcher).await;
    let (sam, teller_viewer) = teller(db, &researcher, project, "Sam").await;
    let (_, other_teller) = teller(db, &researcher, project, "Ann").await;
    Council {
        planner: staff(db, Role::Commissioner).await,
        frontline: staff(db, Role::Frontline).await,
        safeguarding: staff(db, Role::Safeguarding).await,
        researcher,
        project,
        sam,
        teller: teller_viewer,
        other_teller,
    }
}

/// Sets how long there is between sending and the second yes.
async fn cooling(db: &Db, cooling_hours: i64) {
    in_tx(db, async |tx| {
        let settings = setting::Settings {
            cooling_hours,
            ..setting::Settings::default()
        };
        setting::set(tx, None, settings, NOW).await.unwrap();
    })
    .await;
}

fn draft(sam: ParticipantId, nonce: &str) -> NewStory {
    NewStory {
        kind: StoryKind::LifeStory,
        participant: sam,
        title: "Sam and the bus".into(),
        words: "The bus was late. Sam waited 🙂 in Llŷn.".into(),
        place: String::new(),
        told_at: NOW,
        feeling: None,
        nonce: nonce.into(),
        how_told: "on the phone".into(),
        helper_name: String::new(),
        helper_how: String::new(),
        started_at: NOW,
    }
}

fn yes(form: Form, audience: Audience) -> Choice {
    Choice {
        form,
        audience,
        yes: true,
        until: None,
    }
}

fn asked() -> Asked {
    Asked {
        wording: WORDING.into(),
        explained: "pictures".into(),
        present: String::new(),
    }
}

async fn in_tx<T>(db: &Db, work: impl AsyncFnOnce(&Tx) -> T) -> T {
    let tx = db.begin().await.unwrap();
    let done = work(&tx).await;
    tx.commit().await.map(|()| done).unwrap()
}

/// A story sent with these answers, not yet released.
async fn sent(db: &Db, council: &Council, choices: &[Choice]) -> StoryId {
    in_tx(db, async |tx| {
        let id = story::start(tx, &council.teller, draft(council.sam, "n1"), NOW)
            .await
            .unwrap();
        consent::record(tx, &council.teller, id, choices, &asked(), NOW)
            .await
            .unwrap();
        story::send(tx, &council.teller, id, NOW).await.unwrap();
        id
    })
    .await
}

async fn release(db: &Db, council: &Council, id: StoryId) -> crate::Result<()> {
    let cut = story::own(db, &council.teller, id, NOW).await?.story.cut;
    let tx = db.begin().await?;
    story::release(&tx, &council.teller, id, cut, NOW).await?;
    tx.commit().await
}

async fn sees(db: &Db, viewer: &Viewer, id: StoryId) -> bool {
    let opened = story::open(db, viewer, id, NOW).await;
    let listed = story::ids(db, viewer, &story::Filter::default(), 100, NOW)
        .await
        .unwrap()
        .contains(&id);
    assert_eq!(opened.is_ok(), listed, "opening and listing agree");
    listed
}

#[test]
fn nobody_beyond_the_team_sees_a_story_until_its_teller_has_released_this_cut() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(
            db,
            &council,
            &[
                yes(Form::Words, Audience::Team),
                yes(Form::Words, Audience::Planners),
            ],
        )
        .await;
        assert!(sees(db, &council.researcher, id).await);
        assert!(!sees(db, &council.planner, id).await);
        release(db, &council, id).await.unwrap();
        assert!(sees(db, &council.planner, id).await);
        assert!(!sees(db, &council.frontline, id).await);
        assert!(!sees(db, &Viewer::Public, id).await);
        assert!(!sees(db, &council.other_teller, id).await);
        in_tx(db, async |tx| {
            story::set_words(tx, &council.researcher, id, "Title", "Other words", NOW)
                .await
                .unwrap();
        })
        .await;
        assert!(
            !sees(db, &council.planner, id).await,
            "a new cut waits for its teller"
        );
        let tx = db.begin().await.unwrap();
        let old_cut = story::release(&tx, &council.teller, id, 1, NOW).await;
        assert!(matches!(old_cut, Err(Error::Conflict(_))), "{old_cut:?}");
    });
}

#[test]
fn a_name_that_is_not_allowed_is_in_no_text_and_offsets_still_fit() {
    on_both(async |db| {
        let council = council(db).await;
        let id = sent(db, &council, &[yes(Form::Words, Audience::Team)]).await;
        let shown = story::open(db, &council.researcher, id, NOW).await.unwrap();
        assert_eq!(shown.title, "Robin Wren and the bus");
        assert_eq!(shown.teller, "Robin Wren");
        let words = shown.words.unwrap();
        assert!(!words.contains("Sam"), "{words}");
        in_tx(db, async |tx| theme::load(tx, &framework()).await.unwrap()).await;
        let theme = theme::frameworks(db).await.unwrap()[0].themes[0].id;
        let start = words.chars().position(|c| c == '🙂').unwrap();
        let span = coding::span(db, &council.researcher, id, start, start + 9, NOW)
            .await
            .unwrap();
        in_tx(db, async |tx| {
            coding::add(tx, &council.researcher, id, Some(span), theme, NOW)
                .await
                .unwrap()
        })
        .await;
        let coded = coding::of_story(db, &council.researcher, id, NOW).await.unwrap();
        let (from, to) = coded[0].span.unwrap();
        let quote: String = words.chars().skip(from).take(to - from).collect();
        assert_eq!(quote, "🙂 in Llŷn");
        let own = coding::of_story(db, &council.teller, id, NOW).await.unwrap();
        let (from, to) = own[0].span.unwrap();
        let full = story::own(db, &council.teller, id, NOW)
            .await
            .unwrap()
            .story
            .words
            .unwrap();
        assert_eq!(
            full.chars().skip(from).take(to - from).collect::<String>(),
            "🙂 in Llŷn"
        );
    });
}

fn framework() -> FrameworkFile {
    let text = r#"{"key":"council","name":"Ours","version":1,"valid_from":"2026-04-01","themes":[
        {"key":"bus","name":"Getting about","description":"","symbol":"bus","everyday_words":["lift"],
         "children":[{"key":"late","name":"Late","description":"","symbol":"bus","everyday_words":[]}]}]}"#;
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_story_taken_back_or_held_is_gone_at_once_and_comes_back_as_it_was() {
    on_both(async |db| {
        let council = council(db).await;
        let everyone: Vec<Choice> = Audience::ALL
            .iter()
            .map(|audience| yes(Form::Words, *audience))
            .collect();
        let id = sent(db, &council, &everyone).await;
        release(db, &council, id).await.unwrap();
        assert!(sees(db, &Viewer::Public, id).await);
        in_tx(db, async |tx| {
            story::withdraw(tx, &council.teller, id, NOW).await.unwrap()
        })
        .await;
        for viewer in [
            &council.researcher,
            &council.planner,
            &council.safeguarding,
            &Viewer::Public,
        ] {
            assert!(!sees(db, viewer, id).await);
        }
        assert!(
            story::documents(db, &[id], Reason::Index)
                .await
                .unwrap()
                .is_empty()
        );
        let own = story::own(db, &council.teller, id, NOW).await.unwrap();
        assert_eq!(
            own.status,
            Status::TakenBack {
                undo_until: NOW.plus_days(30)
            }
        );
        let too_late = db.begin().await.unwrap();
        assert!(
            story::undo_withdraw(&too_late, &council.teller, id, NOW.plus_days(31))
                .await
                .is_err()
        );
        drop(too_late);
        in_tx(db, async |tx| {
            story::undo_withdraw(tx, &council.teller, id, NOW.plus_days(29))
                .await
                .unwrap()
        })
        .await;
        assert!(sees(db, &council.planner, id).await);
        in_tx(db, async |tx| {
            hold::place(tx, &council.researcher, id, HoldGround::Safety, "his money", NOW)
                .await
                .unwrap();
        })
        .await;
        assert!(!sees(db, &council.researcher, id).await && !sees(db, &council.planner, id).await);
        assert!(sees(db, &council.safeguarding, id).await);
        assert_eq!(hold::open(db, &council.safeguarding).await.unwrap().len(), 1);
        in_tx(db, async |tx| {
            hold::lift(tx, &council.safeguarding, id, "it is safe", NOW)
                .await
                .unwrap()
        })
        .await;
        assert!(sees(db, &council.planner, id).await && sees(db, &council.researcher, id).await);
        in_tx(db, async |tx| {
            project::close(tx, &council.researcher, council.project, NOW)
                .await
                .unwrap()
        })
        .await;
        assert!(!sees(db, &council.planner, id).await && sees(db, &council.teller, id).await);
    });
}
