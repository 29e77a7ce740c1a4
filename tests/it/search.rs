//! Finding stories: what words find, and that counts are what the vault would open for the viewer.
use std::collections::{BTreeMap, BTreeSet};

use entity::story::{self, Filter};
use entity::{
    AccountId, Audience, Form, HoldGround, Role, StoryId, StoryKind, Timestamp, Viewer, hold, project, theme,
};
use firsthand::search::{Asked, Found, Search, When};

use crate::council::{Council, NOW, Told, signed};

fn asked(words: &str) -> Asked {
    Asked {
        words: words.into(),
        per_page: 100,
        ..Asked::default()
    }
}

pub fn found(search: &Search, viewer: &Viewer, words: &str) -> BTreeSet<StoryId> {
    let found = search.find(viewer, &asked(words), NOW).unwrap();
    let ids: BTreeSet<StoryId> = found.hits.iter().map(|hit| hit.id).collect();
    assert_eq!(found.total, ids.len() as u64, "{words}");
    ids
}

async fn opened(council: &Council, viewer: &Viewer, now: Timestamp) -> BTreeSet<StoryId> {
    let ids = story::ids(&council.db, viewer, &Filter::default(), 10_000, now)
        .await
        .unwrap();
    ids.into_iter().collect()
}

#[tokio::test]
async fn words_phrases_beginnings_and_minus() {
    let council = Council::new().await;
    let late = council
        .say("The buses were late, so I missed the ward round.")
        .await;
    let driver = council.say("On the bus the driver waited for me. 🙂").await;
    let welsh = council
        .say("Y tŷ gwyn: Siân fell in the hospital garden. 👍🏽")
        .await;
    let search = Search::in_memory().unwrap();
    search.catch_up(&council.db, NOW).await.unwrap();
    for (words, expected) in [
        ("bus", vec![late, driver]),
        ("BUSES", vec![late, driver]),
        ("bus late", vec![late]),
        ("bus -late", vec![driver]),
        ("-bus", vec![welsh]),
        ("\"ward round\"", vec![late]),
        ("“ward round”", vec![late]),
        ("\"round ward\"", vec![]),
        ("\"the bus\"", vec![driver]),
        ("-\"ward round\"", vec![driver, welsh]),
        ("hosp*", vec![welsh]),
        ("\"bus", vec![late, driver]),
        ("ty", vec![welsh]),
        ("TŶ", vec![welsh]),
        ("tŷ gwyn", vec![welsh]),
        ("sian", vec![welsh]),
        ("falling", vec![welsh]),
        ("🙂", vec![driver]),
        ("👍", vec![welsh]),
        ("gwendolen", vec![]),
    ] {
        let expected: BTreeSet<StoryId> = expected.into_iter().collect();
        assert_eq!(found(&search, &Viewer::Public, words), expected, "{words}");
    }
}

#[tokio::test]
async fn whatever_is_typed_is_answered_and_soon() {
    let council = Council::new().await;
    let only = council.say("The kitchen was warm.").await;
    let search = Search::in_memory().unwrap();
    search.catch_up(&council.db, NOW).await.unwrap();
    let common = search.find(&Viewer::Public, &asked("the and OF"), NOW).unwrap();
    assert!(common.only_common_words && !common.by_words);
    assert_eq!(common.hits[0].id, only);
    for nothing in ["", "   ", "?!… --", "*", "\"", "\"\"", "-", "\0", "- \"", "⁂"] {
        let found = search.find(&Viewer::Public, &asked(nothing), NOW).unwrap();
        assert_eq!((found.total, found.by_words), (1, false), "{nothing:?}");
    }
    let begun = std::time::Instant::now();
    for long in [
        "kitchen ".repeat(1_250),
        "a".repeat(10_000),
        "a* ".repeat(3_000),
        "\"a ".repeat(3_000),
        "-(".repeat(5_000),
        "w\u{302}".repeat(5_000),
        "theme:[* TO *] AND (((".into(),
        "ki.*(tchen|[a-z]*".into(),
    ] {
        search.find(&Viewer::Public, &asked(&long), NOW).unwrap();
    }
    assert!(begun.elapsed().as_secs() < 5);
    for (page, per_page) in [(0, 0), (2, 1), (usize::MAX, usize::MAX)] {
        let asked = Asked {
            page,
            per_page,
            ..Asked::default()
        };
        assert_eq!(search.find(&Viewer::Public, &asked, NOW).unwrap().total, 1);
    }
}

#[tokio::test]
async fn everyday_words_stand_for_their_theme() {
    let council = Council::new().await;
    let frameworks = theme::frameworks(&council.db).await.unwrap();
    let theme = frameworks[0]
        .themes
        .iter()
        .find(|theme| theme.parent.is_some() && !theme.everyday_words.is_empty())
        .unwrap();
    let coded = council.say("It was xylophone weather.").await;
    council.say("Nothing of the kind.").await;
    council.about(coded, theme.id).await;
    let search = Search::in_memory().unwrap();
    search.catch_up(&council.db, NOW).await.unwrap();
    let answer = search
        .find(&Viewer::Public, &asked(&theme.everyday_words[0]), NOW)
        .unwrap();
    assert_eq!(answer.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [coded]);
    assert!(answer.stood_for.contains(&theme.id));
    // A theme is counted with, and found by, what is above it.
    let parent = theme.parent.unwrap();
    assert!(answer.facets.themes.contains(&(parent, 1)));
    let below = Asked {
        themes: vec![parent],
        ..asked("")
    };
    assert_eq!(
        search.find(&Viewer::Public, &below, NOW).unwrap().hits[0].id,
        coded
    );
}

/// Stories for every mixture of form, audience, end and release, some stopped or taken back.
async fn many(council: &Council) {
    for number in 0..48_usize {
        let audience = Audience::ALL[number % 5];
        let form = [Form::Words, Form::Voice, Form::Face, Form::Name][(number / 5) % 4];
        let until = (number % 3 == 0).then(|| NOW.plus_days(10));
        let yes = [
            (form, audience, until),
            (Form::Words, Audience::ALL[(number / 3) % 5], None),
        ];
        let told = Told {
            title: "Number",
            words: if number % 2 == 0 {
                "the bus was late"
            } else {
                "a kind nurse"
            },
            yes: &yes,
            released: number % 7 != 0,
        };
        let person = number % 4;
        let id = council
            .tell(person, told, NOW.plus_days(-20 * i64::try_from(number).unwrap()))
            .await;
        if number % 11 == 5 {
            council.withdraw(person, id).await;
        }
        if number % 13 == 6 {
            let tx = council.db.begin().await.unwrap();
            let team = &council.team[person / 2].1;
            hold::place(&tx, team, id, HoldGround::Safety, "", NOW)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
    }
}

fn viewers(council: &Council) -> Vec<Viewer> {
    let account = AccountId::fresh();
    let mut viewers: Vec<Viewer> = Role::ALL
        .iter()
        .filter(|role| **role != Role::Safeguarding)
        .map(|role| signed(account, *role, vec![council.team[0].0]))
        .collect();
    viewers.push(Viewer::Public);
    viewers.push(signed(account, Role::Researcher, Vec::new()));
    viewers.push(signed(
        account,
        Role::Researcher,
        council.team.iter().map(|(project, _)| *project).collect(),
    ));
    viewers
}

#[tokio::test]
async fn counts_are_what_the_vault_opens_for_every_viewer_now_and_when_consent_has_ended() {
    let council = Council::new().await;
    many(&council).await;
    let search = Search::in_memory().unwrap();
    search.catch_up(&council.db, NOW).await.unwrap();
    let mut totals = BTreeSet::new();
    for now in [NOW, NOW.plus_days(10), NOW.plus_days(11)] {
        for viewer in viewers(&council) {
            let opens = opened(&council, &viewer, now).await;
            let ids: Vec<StoryId> = opens.iter().copied().collect();
            let shown = story::list(&council.db, &viewer, &ids, now).await.unwrap();
            let answer = search.find(&viewer, &asked(""), now).unwrap();
            let hits: BTreeSet<StoryId> = answer.hits.iter().map(|hit| hit.id).collect();
            assert_eq!(hits, opens, "{viewer:?}");
            assert_eq!(answer.total, opens.len() as u64);
            totals.insert(answer.total);
            let mut groups: BTreeMap<String, u64> = BTreeMap::new();
            for story in &shown {
                *groups.entry(story.group.clone()).or_default() += 1;
            }
            assert_eq!(
                answer.facets.groups.into_iter().collect::<BTreeMap<_, _>>(),
                groups
            );
            // By words only those whose words the viewer may read.
            let readable: BTreeSet<StoryId> = shown
                .iter()
                .filter(|story| story.words.as_deref().is_some_and(|words| words.contains("bus")))
                .map(|story| story.id)
                .collect();
            let by_words = search.find(&viewer, &asked("bus"), now).unwrap();
            assert_eq!(by_words.total, readable.len() as u64, "{viewer:?}");
            assert!(by_words.hits.iter().all(|hit| readable.contains(&hit.id)));
        }
    }
    assert!(totals.len() > 5, "the viewers should differ: {totals:?}");
}

#[tokio::test]
async fn each_choice_counts_what_it_would_give() {
    let council = Council::new().await;
    many(&council).await;
    let search = Search::in_memory().unwrap();
    search.catch_up(&council.db, NOW).await.unwrap();
    let viewer = signed(AccountId::fresh(), Role::Commissioner, Vec::new());
    let base = Asked {
        kinds: vec![StoryKind::LifeStory, StoryKind::Interview],
        groups: vec!["Carers".into()],
        when: Some(When::Year),
        ..asked("")
    };
    let answer = search.find(&viewer, &base, NOW).unwrap();
    assert!(
        answer.facets.groups.len() == 2,
        "siblings stay: {:?}",
        answer.facets.groups
    );
    let total = |asked: &Asked| search.find(&viewer, asked, NOW).unwrap().total;
    for (group, count) in &answer.facets.groups {
        let asked = Asked {
            groups: vec![group.clone()],
            ..base.clone()
        };
        assert_eq!(total(&asked), *count);
    }
    for (kind, count) in &answer.facets.kinds {
        assert_eq!(
            total(&Asked {
                kinds: vec![*kind],
                ..base.clone()
            }),
            *count
        );
    }
    for (place, count) in &answer.facets.places {
        assert_eq!(
            total(&Asked {
                places: vec![place.clone()],
                ..base.clone()
            }),
            *count
        );
    }
    for (when, count) in &answer.facets.when {
        assert_eq!(
            total(&Asked {
                when: Some(*when),
                ..base.clone()
            }),
            *count
        );
    }
    // Pages put together are the whole, newest first, and nothing comes twice.
    let mut paged = Vec::new();
    for page in 1..=20 {
        let asked = Asked {
            page,
            per_page: 3,
            ..Asked::default()
        };
        paged.extend(
            search
                .find(&viewer, &asked, NOW)
                .unwrap()
                .hits
                .into_iter()
                .map(|hit| hit.id),
        );
    }
    let vault = story::ids(&council.db, &viewer, &Filter::default(), 1_000, NOW)
        .await
        .unwrap();
    assert_eq!(paged, vault);
}

#[tokio::test]
async fn what_is_withdrawn_is_gone_at_once_and_stays_gone() {
    let council = Council::new().await;
    let stays = council.say("A quiet morning").await;
    let goes = council.say("A quiet evening").await;
    let search = Search::in_memory().unwrap();
    search.catch_up(&council.db, NOW).await.unwrap();
    assert_eq!(found(&search, &Viewer::Public, "quiet"), [stays, goes].into());
    council.withdraw(0, goes).await;
    search.renew_now(&council.db, &[goes, stays]).await.unwrap();
    assert_eq!(found(&search, &Viewer::Public, "quiet"), [stays].into());
    search.catch_up(&council.db, NOW).await.unwrap();
    assert_eq!(found(&search, &Viewer::Public, "quiet"), [stays].into());
}

#[tokio::test]
async fn closing_a_project_takes_its_stories_out() {
    let council = Council::new().await;
    council.say("A quiet morning").await;
    let search = Search::in_memory().unwrap();
    search.catch_up(&council.db, NOW).await.unwrap();
    assert_eq!(found(&search, &Viewer::Public, "").len(), 1);
    let tx = council.db.begin().await.unwrap();
    project::close(&tx, &council.team[0].1, council.team[0].0, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    search.catch_up(&council.db, NOW).await.unwrap();
    assert_eq!(found(&search, &Viewer::Public, "").len(), 0);
}

#[tokio::test]
async fn the_follower_sees_new_stories_and_stops_when_told() {
    let council = Council::new().await;
    let search = Search::in_memory().unwrap();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let follower = tokio::spawn(search.clone().follow(council.db.clone(), || NOW, stopped));
    let id = council.say("A quiet morning").await;
    search.wake();
    for _ in 0..100 {
        if found(&search, &Viewer::Public, "quiet").contains(&id) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let answer: Found = search
        .find_async(Viewer::Public, asked("quiet"), NOW)
        .await
        .unwrap();
    assert_eq!(answer.total, 1);
    assert_eq!(search.behind(), 0);
    stop.send(true).unwrap();
    follower.await.unwrap();
}
