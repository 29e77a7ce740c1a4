//! Yesterday's database is put back: what was taken back, narrowed and stopped since holds before anybody is
//! answered, through the real program and real files.
use std::collections::BTreeSet;
use std::fs;

use bytes::Bytes;
use entity::asset::{Received, Rendition};
use entity::consent::{Asked, Choice, WORDING};
use entity::story::NewStory;
use entity::transcript::Cue;
use entity::unscoped::Reason;
use entity::{
    AssetKind, Audience, Form, HoldGround, StoryId, StoryKind, account, asset, consent, hold, journal, story,
    transcript,
};
use firsthand::media::{Media, ObjectKey, RenditionKind};
use tokio::sync::mpsc;

use crate::journeys::discover::{count, search};
use crate::support::actors::Actor;
use crate::support::house::{House, now};

const JOURNAL: &str = "consent-journal.jsonl";

/// A story with a film that planners see.
struct Told {
    id: StoryId,
    film: String,
    /// A word that is in this story only.
    word: String,
}

async fn kept(media: &Media, said: &str) -> Received {
    let key = ObjectKey::rendition(RenditionKind::Film);
    let bytes = Bytes::from(said.repeat(100));
    media.put_bytes(&key, bytes.clone()).await.unwrap();
    Received {
        object_key: key.as_str().into(),
        mime: RenditionKind::Film.mime().into(),
        bytes: i64::try_from(bytes.len()).unwrap(),
        sha256: firsthand::media::incoming::hash(&bytes),
    }
}

fn asked() -> Asked {
    Asked {
        wording: WORDING.into(),
        explained: "pictures".into(),
        present: String::new(),
    }
}

fn answers(yes: bool) -> [Choice; 3] {
    [Form::Words, Form::Voice, Form::Face].map(|form| Choice {
        form,
        audience: Audience::Planners,
        yes,
        until: None,
    })
}

async fn tell(house: &House, number: usize) -> Told {
    let (db, teller) = (&house.db, &house.teller);
    let word = format!("quagga{number}x");
    let media = Media::local(&house.data("objects"), &house.data("incoming")).unwrap();
    let new = NewStory {
        kind: StoryKind::Video,
        participant: teller.participant().unwrap(),
        title: format!("About {word}"),
        words: format!("Everybody said zebra and {word}."),
        place: "Fernleigh".into(),
        told_at: now(),
        feeling: None,
        nonce: word.clone(),
        how_told: String::new(),
        helper_name: String::new(),
        helper_how: String::new(),
        started_at: now(),
    };
    let tx = db.begin().await.unwrap();
    let id = story::start(&tx, teller, new, now()).await.unwrap();
    consent::record(&tx, teller, id, &answers(true), &asked(), now())
        .await
        .unwrap();
    let cue = Cue {
        start_ms: 0,
        end_ms: 900,
        words: format!("{word} spoken"),
    };
    transcript::set(&tx, teller, id, &[cue], now()).await.unwrap();
    let original = asset::receive(&tx, teller, id, kept(&media, &word).await, now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let work = asset::work(db, original, Reason::Work).await.unwrap().unwrap();
    let made = Rendition {
        kind: AssetKind::Film,
        stored: kept(&media, &word).await,
        size: None,
        duration_ms: None,
    };
    let tx = db.begin().await.unwrap();
    asset::ready(&tx, &work, vec![made], now()).await.unwrap();
    story::send(&tx, teller, id, now()).await.unwrap();
    tx.commit().await.unwrap();
    let own = story::own(db, teller, id, now()).await.unwrap().story;
    let tx = db.begin().await.unwrap();
    story::release(&tx, teller, id, own.cut, now()).await.unwrap();
    tx.commit().await.unwrap();
    let film = own.asset(AssetKind::Film).unwrap().id;
    Told {
        id,
        film: format!("/media/{film}"),
        word,
    }
}

/// What a planner gets of a story: page, film, captions and search, all of it or nothing.
async fn gets(planner: &Actor, told: &Told) -> bool {
    let page = planner.get(&format!("/insight/stories/{}", told.id)).await;
    let bytes = planner.get(&told.film).await;
    let words = planner.get(&format!("/stories/{}/words.vtt", told.id)).await;
    let found = planner.get(&search(&told.word)).await;
    let is_found = count(&found).starts_with('1');
    let seen = [
        page.status == 200 && page.says(&told.word),
        bytes.status == 200,
        words.status == 200 && words.words().contains("spoken"),
        is_found,
    ];
    assert!(
        seen.iter().all(|one| *one == seen[0]),
        "of {} page, film, captions and search say {seen:?}: {}",
        told.word,
        count(&found)
    );
    seen[0]
}

/// Which of the stories a planner gets, by their place, and how many the search counts.
async fn shown(house: &House, told: &[Told]) -> BTreeSet<usize> {
    let program = house.start();
    let planner = house.planner(&program).await;
    let mut shown = BTreeSet::new();
    for (place, one) in told.iter().enumerate() {
        if gets(&planner, one).await {
            shown.insert(place);
        }
    }
    let all = count(&planner.get(&search("zebra")).await);
    let number: String = all.chars().take_while(char::is_ascii_digit).collect();
    assert_eq!(number.parse().unwrap_or(0), shown.len(), "{all}");
    program.kill();
    shown
}

/// Ten stories, told yesterday; today five are taken back, one answer is narrower, one story is stopped, one
/// was stopped and goes on, one comes back. Gives the house, the stories, and who is shown now.
async fn today() -> (House, Vec<Told>, BTreeSet<usize>) {
    let house = House::new().await;
    let mut told = Vec::new();
    for number in 0..10 {
        told.push(tell(&house, number).await);
    }
    let tx = house.db.begin().await.unwrap();
    story::withdraw(&tx, &house.teller, told[8].id, now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        shown(&house, &told).await,
        (0..10).filter(|place| *place != 8).collect()
    );
    house.back_up();

    let program = house.start();
    let phone = house.phone_that_stays(&program).await;
    let asha = account::by_email(&house.db, "asha@example.gov.uk")
        .await
        .unwrap()
        .unwrap();
    let asha = account::viewer(&house.db, asha.id).await.unwrap().unwrap();
    // Another node writes: this one has it in its own file when it answers next.
    let tx = house.db.begin().await.unwrap();
    hold::place(&tx, &asha, told[6].id, HoldGround::Safety, "his money", now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let narrower = [("wording", WORDING)];
    let who = format!("/me/story/{}/who", told[5].id);
    assert_eq!(phone.press(&who, &narrower).await.status, 303);
    let undo = phone
        .press(&format!("/me/stories/{}/undo", told[8].id), &[])
        .await;
    assert_eq!(undo.status, 303);
    for one in &told[..5] {
        let back = phone.press(&format!("/me/stories/{}/back", one.id), &[]).await;
        assert_eq!(back.status, 303);
    }
    program.kill();
    (house, told, [7, 8, 9].into())
}

fn lines(house: &House) -> Vec<String> {
    let text = fs::read_to_string(house.data(JOURNAL)).unwrap();
    text.lines().map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn yesterdays_database_does_not_bring_back_what_was_taken_back_today() {
    let (house, told, expected) = today().await;
    let written = lines(&house);
    for lost in ["nothing", "the file", "the object store"] {
        let old = house.with_yesterdays_database().await;
        match lost {
            "the file" => fs::remove_file(old.data(JOURNAL)).unwrap(),
            "the object store" => fs::remove_dir_all(old.data("objects/journal")).unwrap(),
            _ => {}
        }
        let (code, said) = old.run(&["journal", "verify"]);
        assert!(code == 0 && said.contains("takes them in"), "{lost}: {said}");
        assert_eq!(shown(&old, &told).await, expected, "{lost} was lost");
        assert!(old.log().contains("was done again"), "{}", old.log());
        assert_eq!(lines(&old), written, "{lost} was lost");
        let (code, said) = old.run(&["journal", "verify"]);
        let whole = format!("{} lines", written.len());
        assert!(
            code == 0 && said.contains(&whole) && !said.contains("takes them in"),
            "{said}"
        );
        // And once more it is what it was.
        assert_eq!(shown(&old, &told).await, expected);
    }
}

#[tokio::test]
async fn a_journal_that_was_edited_cut_or_mixed_is_named_and_nothing_is_served() {
    let (house, told, _) = today().await;
    let written = lines(&house);
    // Five were taken back at the end of the day; one of them, with more behind it.
    let withdrawn = written.len() - 3;
    assert!(written[withdrawn].contains("withdrawn"));
    let edited = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines = written.clone();
        change(&mut lines);
        lines.join("\n") + "\n"
    };
    let number = |line: usize| format!("line {} ", line + 1);
    for (what, text, named) in [
        (
            "another deed",
            edited(&|lines| lines[withdrawn] = lines[withdrawn].replace("withdrawn", "lifted")),
            number(withdrawn),
        ),
        (
            "a line out",
            edited(&|lines| drop(lines.remove(withdrawn))),
            number(withdrawn),
        ),
        ("two changed places", edited(&|lines| lines.swap(2, 3)), number(2)),
        ("no text", "\u{feff}never mind\n".to_owned(), number(0)),
    ] {
        let old = house.with_yesterdays_database().await;
        fs::write(old.data(JOURNAL), text).unwrap();
        for words in [&["serve"][..], &["journal", "verify"]] {
            let (code, said) = old.run(words);
            assert_eq!(code, 4, "{what}: {said}");
            assert!(said.contains(&named) && said.contains(JOURNAL), "{what}: {said}");
            assert!(
                said.contains("Nothing is served") && said.contains("move it elsewhere"),
                "{said}"
            );
        }
    }
    // What the store has is looked at too, and a journal that another database went on with.
    let old = house.with_yesterdays_database().await;
    let shelf = fs::read_dir(old.data("objects/journal")).unwrap();
    let newest = shelf.map(|entry| entry.unwrap().path()).max().unwrap();
    fs::write(
        &newest,
        fs::read_to_string(&newest)
            .unwrap()
            .replace("withdrawn", "lifted"),
    )
    .unwrap();
    let (code, said) = old.run(&["serve"]);
    assert!(code == 4 && said.contains("object store"), "{said}");
    let old = house.with_yesterdays_database().await;
    let tx = old.db.begin().await.unwrap();
    story::withdraw(&tx, &old.teller, told[9].id, now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let (code, said) = old.run(&["serve"]);
    assert!(code == 4 && said.contains("one thing in"), "{said}");
}

#[tokio::test]
async fn killed_before_the_journal_was_written_the_next_start_writes_it() {
    let (house, told, mut expected) = today().await;
    let written = lines(&house);
    // Committed, and the program died before the file had it: nobody keeps what is written beside it.
    let tx = house.db.begin().await.unwrap();
    story::withdraw(&tx, &house.teller, told[9].id, now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(lines(&house), written);
    // And it died in the middle of a line.
    let mut text = written.join("\n") + "\n{\"number\":";
    fs::write(house.data(JOURNAL), &text).unwrap();
    expected.remove(&9);
    assert_eq!(shown(&house, &told).await, expected);
    text = fs::read_to_string(house.data(JOURNAL)).unwrap();
    assert_eq!(lines(&house).len(), written.len() + 1, "{text}");
    let old = house.with_yesterdays_database().await;
    assert_eq!(shown(&old, &told).await, expected);
    // The file was lost: the table has all of it.
    fs::remove_file(house.data(JOURNAL)).unwrap();
    fs::remove_dir_all(house.data("objects/journal")).unwrap();
    assert_eq!(shown(&house, &told).await, expected);
    assert_eq!(fs::read_to_string(house.data(JOURNAL)).unwrap(), text);
}

/// Takes stories back, one after the other, until nobody answers, and says whose page said so.
async fn take_back(phone: Actor, ids: Vec<StoryId>, said: mpsc::UnboundedSender<StoryId>) {
    for id in ids {
        let request = phone.request(reqwest::Method::POST, &format!("/me/stories/{id}/back"));
        let Ok(answer) = request.send().await else { return };
        assert_eq!(answer.status(), 303);
        said.send(id).unwrap();
    }
}

#[tokio::test]
async fn killed_at_any_moment_what_was_answered_is_in_the_journal() {
    let house = House::new().await;
    let mut told = Vec::new();
    for number in 0..12 {
        told.push(tell(&house, number).await);
    }
    house.start().kill();
    house.back_up();
    let mut answered = BTreeSet::new();
    for (round, some) in told.chunks(3).enumerate() {
        let program = house.start();
        let phone = house.phone_that_stays(&program).await;
        let (said, mut heard) = mpsc::unbounded_channel();
        let ids = some.iter().map(|one| one.id).collect();
        let working = tokio::spawn(take_back(phone, ids, said));
        // Killed while the next one is under way.
        for _ in 0..=round % 2 {
            answered.insert(heard.recv().await.unwrap());
        }
        program.kill();
        working.await.unwrap();
        while let Some(id) = heard.recv().await {
            answered.insert(id);
        }
    }
    let old = house.with_yesterdays_database().await;
    // Nothing but the file, as the kill left it.
    fs::remove_dir_all(old.data("objects/journal")).unwrap();
    let shown = shown(&old, &told).await;
    for (place, one) in told.iter().enumerate() {
        let gone = answered.contains(&one.id);
        assert!(!(gone && shown.contains(&place)), "{} was answered", one.word);
    }
    assert!(answered.len() >= 6);
}

#[tokio::test]
async fn pages_in_the_object_store_are_merged_and_still_say_it_all() {
    let house = House::new().await;
    let told = tell(&house, 0).await;
    let program = house.start();
    let phone = house.phone_that_stays(&program).await;
    for turn in 0..70 {
        let deed = if turn % 2 == 0 { "back" } else { "undo" };
        let answer = phone.press(&format!("/me/stories/{}/{deed}", told.id), &[]).await;
        assert_eq!(answer.status, 303);
    }
    program.kill();
    let pages = fs::read_dir(house.data("objects/journal")).unwrap().count();
    assert!(pages < 20, "{pages} pages");
    let written = lines(&house);
    fs::remove_file(house.data(JOURNAL)).unwrap();
    house.start().kill();
    assert_eq!(lines(&house), written);
    let has = journal::newest(&house.db).await.unwrap().unwrap();
    assert_eq!(usize::try_from(has.number).unwrap() + 1, written.len());
}
