//! Mother, son, grandfather and aunt: linked by a researcher, each answering alone, shown in one line.
use entity::{Audience, FamilyId, Form, Role, StoryId, Viewer, account, family};

use crate::support::actors::Actor;
use crate::support::tales::{Tale, Tales, Teller};

const YES: &[(Form, Audience)] = &[(Form::Words, Audience::Planners), (Form::Words, Audience::Staff)];

struct Okafors {
    tales: Tales,
    researcher: Actor,
    ann: Teller,
    ben: Teller,
    bill: Teller,
    sue: Teller,
}

async fn link(researcher: &Actor, one: &Teller, fields: &[(&str, &str)]) {
    let page = format!("/studio/participants/{}/family", one.participant);
    let linked = researcher.press(&page, fields).await;
    assert!(linked.says("They are linked."), "{}", linked.words());
}

/// The family, linked on the pages of the studio.
async fn okafors() -> Okafors {
    let tales = Tales::begin().await;
    let researcher = tales.researcher().await;
    let ann = tales.joins("Ann Okafor", "Heath Lark").await;
    let ben = tales.joins("Ben Okafor", "Reese Moss").await;
    let bill = tales.joins("Bill Okafor", "Dale Finch").await;
    let sue = tales.joins("Sue Okafor", "Kit Vale").await;
    let others = [
        (&ben, "son", "children"),
        (&bill, "grandfather", "adult"),
        (&sue, "sister", "health"),
    ];
    for (number, (other, relation, service)) in others.into_iter().enumerate() {
        let other = other.participant.to_string();
        let mut fields = vec![
            ("other", other.as_str()),
            ("relation", relation),
            ("service", service),
        ];
        if number == 0 {
            fields.extend([("own_relation", "mother"), ("own_service", "adult")]);
        }
        link(&researcher, &ann, &fields).await;
    }
    Okafors {
        tales,
        researcher,
        ann,
        ben,
        bill,
        sue,
    }
}

impl Okafors {
    async fn tell(&self, teller: &Teller, title: &str, words: &str) -> StoryId {
        let tale = Tale {
            title,
            words,
            yes: YES,
            ..Tale::default()
        };
        self.tales.tell(teller, tale).await
    }

    async fn asha(&self) -> Viewer {
        let there = account::by_email(&self.tales.app.state.db, "asha@example.gov.uk").await;
        self.tales.app.viewer(there.unwrap().unwrap().id).await
    }

    async fn family(&self) -> FamilyId {
        let asha = self.asha().await;
        let there = family::members(&self.tales.app.state.db, &asha, self.ann.participant).await;
        there.unwrap().unwrap().0
    }

    /// What a teller presses on the phone; nobody at all is a no.
    async fn answers(&self, teller: &Teller, audiences: &[&str]) {
        let phone = self.tales.phone(teller).await;
        let asked = phone.get("/me/family").await;
        assert_eq!(asked.heading(), "Can your stories stand beside your family's?");
        let wording = asked.typed("wording");
        let wording = ("wording", wording.as_str());
        let done = if audiences.is_empty() {
            phone.press("/me/family", &[wording, ("answer", "no")]).await
        } else {
            let who = phone.press("/me/family", &[wording, ("answer", "yes")]).await;
            assert_eq!(who.path, "/me/family/who");
            let mut fields = vec![wording];
            fields.extend(audiences.iter().map(|audience| ("audience", *audience)));
            phone.press("/me/family/who", &fields).await
        };
        assert_eq!(
            (done.status.as_u16(), done.path.as_str()),
            (200, "/me/family"),
            "{}",
            done.words()
        );
    }
}

#[actix_web::test]
async fn each_reader_gets_the_line_of_those_who_said_yes_for_them_and_nobody_else_is_counted() {
    let all = okafors().await;
    let Okafors {
        tales,
        researcher,
        ann,
        ben,
        bill,
        sue,
    } = &all;
    all.tell(ann, "Bill came by", "Grandad Bill sat with Ben all day.")
        .await;
    all.tell(ben, "Football", "I scored.").await;
    all.tell(bill, "The war", "I was small.").await;
    all.tell(sue, "The garden", "It grows.").await;
    let page = format!("/insight/families/{}", all.family().await);
    assert_eq!(tales.planner.get(&page).await.status, 404, "nobody was asked");
    let home = tales.phone(ann).await.get("/me").await;
    assert_eq!(
        home.link("question about your family").as_deref(),
        Some("/me/family")
    );

    all.answers(ann, &["planners", "staff"]).await;
    all.answers(ben, &["staff"]).await;
    all.answers(bill, &[]).await;
    assert_eq!(
        tales.planner.get(&page).await.status,
        404,
        "one alone is no family"
    );
    let answer = format!("/studio/participants/{}/family/answer", sue.participant);
    let wording = researcher.get(&answer).await.typed("wording");
    let fields = [
        ("wording", wording.as_str()),
        ("audience", "planners"),
        ("explained", "Read out at the table"),
        ("present", "only us"),
    ];
    let written = researcher.press(&answer, &fields).await;
    assert!(written.says("It is written down."), "{}", written.words());
    assert!(
        written.says("They said yes for people who plan services."),
        "{}",
        written.words()
    );
    assert!(written.says("They said no."));

    let seen = tales.planner.get(&page).await;
    assert!(seen.says("2 people of one family, 2 stories"), "{}", seen.words());
    assert_eq!(seen.texts(".sf-line h2"), ["[name] came by", "The garden"]);
    assert_eq!(
        seen.texts(".sf-line__who"),
        ["Mother, Adult services", "Sister, Health"]
    );
    let seen = tales.frontline.get(&page).await;
    assert_eq!(seen.texts(".sf-line h2"), ["[name] came by", "Football"]);
    let leader = tales.app.staff(Role::Leader).await;
    assert_eq!(leader.get(&page).await.status, 404);
    assert_eq!(
        researcher.get(&page).await.status,
        404,
        "nobody said yes for the team"
    );
    assert!(!home.says("Bill"));

    // Yes, then no: the page is gone for those it was for.
    all.answers(ann, &[]).await;
    assert_eq!(tales.planner.get(&page).await.status, 404);
    assert_eq!(tales.frontline.get(&page).await.status, 404);
    let again = tales.phone(ann).await.get("/me/family").await;
    assert!(again.says("You said no."), "{}", again.words());
}

#[actix_web::test]
async fn the_name_of_a_member_is_on_no_page_nor_found_in_the_words_of_the_others() {
    let all = okafors().await;
    let Okafors {
        tales,
        researcher,
        ann,
        sue,
        ..
    } = &all;
    let id = all
        .tell(ann, "Bill came by", "Grandad Bill sat quietly with Ben.")
        .await;
    all.tell(sue, "The garden", "It grows quietly.").await;
    for teller in [ann, sue] {
        all.answers(teller, &["planners"]).await;
    }
    let family = all.family().await;
    for path in [
        format!("/insight/stories/{id}"),
        format!("/insight/families/{family}"),
        "/insight/search?q=quietly".to_owned(),
    ] {
        let seen = tales.planner.get(&path).await;
        let words = seen.words();
        assert!(
            words.contains("[name]") && !words.contains("Bill") && !words.contains("Ben"),
            "{words}"
        );
    }
    let story = tales.planner.get(&format!("/insight/stories/{id}")).await;
    let beside = story.link("Beside their family's stories");
    assert_eq!(beside, Some(format!("/insight/families/{family}")));
    for name in ["Bill", "Ben", "Okafor"] {
        let found = tales.planner.get(&format!("/insight/search?q={name}")).await;
        assert!(found.says("No stories"), "{}", found.words());
    }
    let own = tales.phone(ann).await.get(&format!("/me/stories/{id}")).await;
    assert!(own.says("Grandad Bill sat quietly with Ben."));

    // Out of the family the name stays hidden: nobody agreed to more by that.
    let part = format!("/studio/participants/{}/family/part", all.bill.participant);
    researcher.press(&part, &[]).await;
    tales.indexed().await;
    assert!(
        tales
            .planner
            .get("/insight/search?q=Bill")
            .await
            .says("No stories")
    );
    let words = tales.planner.get(&format!("/insight/stories/{id}")).await.words();
    assert!(words.contains("[name]") && !words.contains("Bill"), "{words}");
}

#[actix_web::test]
async fn what_is_missing_is_asked_for_and_what_was_typed_stays() {
    let all = okafors().await;
    let Okafors {
        tales,
        researcher,
        ann,
        ben,
        ..
    } = &all;
    let ray = format!("/studio/participants/{}/family", tales.ray.participant);
    let page = researcher.press(&ray, &[("relation", "son")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(
        page.asked_to_change(),
        [
            "Pick what Heron is to them",
            "Pick the service that knows Heron",
            "Pick who belongs to them",
            "Pick the service that knows them"
        ]
    );
    assert_eq!(page.typed("relation"), "son");
    // Ray and Bet are a family of their own: nobody is in two.
    let bet = tales.bet.participant.to_string();
    let fields = [
        ("own_relation", "father"),
        ("own_service", "adult"),
        ("other", bet.as_str()),
        ("relation", "daughter"),
        ("service", "health"),
    ];
    link(researcher, &tales.ray, &fields).await;
    let ben = ben.participant.to_string();
    let both = [("other", ben.as_str()), ("relation", "son"), ("service", "adult")];
    let page = researcher.press(&ray, &both).await;
    assert_eq!(page.status, 422);
    assert!(page.says("They are in another family."), "{}", page.words());
    let answer = format!("/studio/participants/{}/family/answer", ann.participant);
    let page = researcher.press(&answer, &[("audience", "staff")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(
        page.asked_to_change(),
        [
            "Write how you explained it",
            "Write who was there, or \"only us\""
        ]
    );
    assert_eq!(page.attributes("input[checked]", "value"), ["staff"]);
    let phone = tales.phone(ann).await;
    let page = phone.press("/me/family", &[]).await;
    assert_eq!(
        (page.status.as_u16(), page.asked_to_change()),
        (422, vec!["Pick one picture to go on.".to_owned()])
    );
    let page = phone.press("/me/family/who", &[("audience", "public")]).await;
    assert_eq!(page.status, 422);
    let stale = phone
        .press("/me/family/who", &[("wording", "before"), ("audience", "staff")])
        .await;
    assert_eq!(stale.status, 409);
    assert_eq!(stale.attributes("input[checked]", "value"), ["staff"]);
    // Somebody who is in no family is not asked.
    let alone = tales.joins("Una Lone", "Jody Elder").await;
    let phone = tales.phone(&alone).await;
    assert_eq!(phone.get("/me/family").await.status, 404);
    assert!(!phone.get("/me").await.says("family"));
}
