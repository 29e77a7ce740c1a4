//! Families: each member answers alone, who did not say yes is nowhere, and nobody's name stands in another's words.
use super::*;
use crate::family::{self, Kin};
use crate::{FamilyId, Relative, Service, Subject, change, identity};

/// Somebody of the family, with a story that planners, staff and the team may read.
pub(super) struct Somebody {
    pub id: ParticipantId,
    pub viewer: Viewer,
    pub story: StoryId,
}

pub(super) struct Okafors {
    pub council: Council,
    pub ann: Somebody,
    pub ben: Somebody,
    pub bill: Somebody,
    pub sue: Somebody,
    pub family: FamilyId,
}

const ANN: &str = "Bill Okafor came, Grandad Bill, with Ben. BILL’s chair, old Willum. I am Ann Okafor.";

async fn joins(db: &Db, researcher: &Viewer, project: ProjectId, name: &str) -> (ParticipantId, Viewer) {
    let new = NewParticipant {
        project,
        real_name: format!("{name} Okafor"),
        known_as: name.to_owned(),
        other_names: if name == "Bill" {
            vec!["Willum".into()]
        } else {
            Vec::new()
        },
        contact: None,
        group: "Carers".into(),
        age_band: "25 to 44".into(),
        place: "Hillside".into(),
        pseudonym: Some(format!("P {name}ish")),
    };
    let (id, account) = in_tx(db, async |tx| {
        let id = participant::add(tx, researcher, new, NOW).await.unwrap();
        (id, participant::account(tx, researcher, id, NOW).await.unwrap())
    })
    .await;
    (id, account::viewer(db, account).await.unwrap().unwrap())
}

async fn tells(db: &Db, id: ParticipantId, viewer: Viewer, title: &str, words: &str, at: i64) -> Somebody {
    let new = NewStory {
        title: title.into(),
        words: words.into(),
        told_at: Timestamp(at),
        ..draft(id, title)
    };
    let audiences = [Audience::Team, Audience::Planners, Audience::Staff];
    let story = in_tx(db, async |tx| {
        let story = story::start(tx, &viewer, new, NOW).await.unwrap();
        let choices = audiences.map(|audience| yes(Form::Words, audience));
        consent::record(tx, &viewer, story, &choices, &asked(), NOW)
            .await
            .unwrap();
        story::send(tx, &viewer, story, NOW).await.unwrap();
        story
    })
    .await;
    let somebody = Somebody { id, viewer, story };
    somebody.releases(db).await;
    somebody
}

impl Somebody {
    pub async fn releases(&self, db: &Db) {
        let cut = story::own(db, &self.viewer, self.story, NOW)
            .await
            .unwrap()
            .story
            .cut;
        in_tx(db, async |tx| {
            story::release(tx, &self.viewer, self.story, cut, NOW)
                .await
                .unwrap();
        })
        .await;
    }

    pub async fn answers(&self, db: &Db, audiences: &[Audience], now: Timestamp) {
        in_tx(db, async |tx| {
            family::record(tx, &self.viewer, self.id, audiences, &about_family(), now)
                .await
                .unwrap();
        })
        .await;
    }

    pub async fn as_seen_by(&self, db: &Db, viewer: &Viewer) -> String {
        let story = story::open(db, viewer, self.story, NOW).await.unwrap();
        format!("{} | {}", story.title, story.words.unwrap())
    }
}

fn about_family() -> Asked {
    Asked {
        wording: family::WORDING.into(),
        ..asked()
    }
}

fn kin(participant: ParticipantId, relation: Relative, service: Service) -> Kin {
    Kin {
        participant,
        relation,
        service,
    }
}

/// Mother Ann, son Ben of another project, grandfather Bill and aunt Sue. Nobody has answered yet.
pub(super) async fn okafors(db: &Db) -> Okafors {
    let mut council = council(db).await;
    let new = project::NewProject {
        name: "Growing up".into(),
        kind: ProjectKind::Engagement,
        about: String::new(),
        lawful_basis: "Public task".into(),
        special_condition: "Social care".into(),
        retention_months: 24,
        approval_reference: None,
    };
    let children = in_tx(db, async |tx| {
        project::open(tx, &council.researcher, new, NOW).await.unwrap()
    })
    .await;
    council.researcher = again(db, &council.researcher).await;
    let team = &council.researcher;
    let (ann, ann_viewer) = joins(db, team, council.project, "Ann").await;
    let (ben, ben_viewer) = joins(db, team, children, "Ben").await;
    let (bill, bill_viewer) = joins(db, team, council.project, "Bill").await;
    let (sue, sue_viewer) = joins(db, team, council.project, "Sue").await;
    let family = in_tx(db, async |tx| {
        let mother = kin(ann, Relative::Mother, Service::Adult);
        let family = family::link(tx, team, mother, kin(ben, Relative::Son, Service::Children), NOW)
            .await
            .unwrap();
        for other in [
            kin(bill, Relative::Grandfather, Service::Adult),
            kin(sue, Relative::Sister, Service::Health),
        ] {
            assert_eq!(family::link(tx, team, mother, other, NOW).await.unwrap(), family);
        }
        family
    })
    .await;
    Okafors {
        ann: tells(db, ann, ann_viewer, "Bill’s visit", ANN, 30).await,
        ben: tells(db, ben, ben_viewer, "Mum and me", "Ann took me.", 10).await,
        bill: tells(db, bill, bill_viewer, "My war", "I sat.", 20).await,
        sue: tells(db, sue, sue_viewer, "The garden", "It grows.", 40).await,
        council,
        family,
    }
}

/// Whose stories a viewer gets in the line, in order; nothing when there is no such page for them.
async fn line(db: &Db, viewer: &Viewer, family: FamilyId) -> Option<(usize, Vec<StoryId>)> {
    match family::line(db, viewer, family, NOW).await {
        Ok(line) => Some((line.people, line.cards.iter().map(|card| card.story.id).collect())),
        Err(Error::NotFound) => None,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn a_line_has_those_who_said_yes_for_its_reader_and_does_not_count_the_others() {
    on_both(async |db| {
        let all = okafors(db).await;
        let Okafors {
            council,
            ann,
            ben,
            bill,
            sue,
            family,
        } = &all;
        let viewers = [&council.planner, &council.frontline, &council.researcher];
        for viewer in viewers {
            assert_eq!(line(db, viewer, *family).await, None, "nobody has said yes");
        }
        ann.answers(db, &[Audience::Planners, Audience::Staff], NOW).await;
        ben.answers(db, &[Audience::Staff], NOW).await;
        bill.answers(db, &[], NOW).await;
        assert_eq!(
            line(db, &council.planner, *family).await,
            None,
            "one alone is no family"
        );
        sue.answers(db, &[Audience::Planners], NOW).await;
        let planner = Some((2, vec![ann.story, sue.story]));
        assert_eq!(line(db, &council.planner, *family).await, planner);
        let frontline = Some((2, vec![ben.story, ann.story]));
        assert_eq!(line(db, &council.frontline, *family).await, frontline);
        for viewer in [
            &council.researcher,
            &council.safeguarding,
            &ann.viewer,
            &Viewer::Public,
        ] {
            assert_eq!(line(db, viewer, *family).await, None);
        }
        // The rule still decides: what is taken back is not there, and its teller is not counted.
        in_tx(db, async |tx| {
            story::withdraw(tx, &sue.viewer, sue.story, NOW).await.unwrap();
        })
        .await;
        assert_eq!(line(db, &council.planner, *family).await, None);
        in_tx(db, async |tx| {
            story::undo_withdraw(tx, &sue.viewer, sue.story, NOW)
                .await
                .unwrap();
        })
        .await;
        assert_eq!(line(db, &council.planner, *family).await, planner);
        // A clock that steps back does not bring the yes back.
        ann.answers(db, &[Audience::Staff], NOW.plus(-5)).await;
        assert_eq!(line(db, &council.planner, *family).await, None);
        assert_eq!(line(db, &council.frontline, *family).await, frontline);
        let shown = story::open(db, &council.frontline, ann.story, NOW).await.unwrap();
        let of = family::line_of(db, &council.frontline, &shown, NOW)
            .await
            .unwrap();
        assert_eq!(of, Some(*family));
        let shown = story::open(db, &council.frontline, bill.story, NOW)
            .await
            .unwrap();
        assert_eq!(
            family::line_of(db, &council.frontline, &shown, NOW)
                .await
                .unwrap(),
            None
        );
    });
}

#[test]
fn who_joins_or_leaves_a_family_has_every_story_of_it_written_to_the_index_again() {
    on_both(async |db| {
        let all = okafors(db).await;
        let Okafors {
            council,
            ann,
            ben,
            bill,
            sue,
            ..
        } = &all;
        let newest = change::newest(db).await.unwrap();
        in_tx(db, async |tx| {
            family::part(tx, &council.researcher, sue.id, NOW).await.unwrap();
        })
        .await;
        let mut told: Vec<ParticipantId> = change::since(db, newest, 100)
            .await
            .unwrap()
            .into_iter()
            .filter(|change| change.subject == Subject::Participant)
            .map(|change| ParticipantId(change.id))
            .collect();
        told.sort();
        let mut everybody = vec![ann.id, ben.id, bill.id, sue.id];
        everybody.sort();
        assert_eq!(told, everybody);
        assert_eq!(family::own(db, &sue.viewer).await.unwrap(), None);
        for somebody in [bill, ben] {
            in_tx(db, async |tx| {
                family::part(tx, &council.researcher, somebody.id, NOW)
                    .await
                    .unwrap();
            })
            .await;
        }
        assert_eq!(
            family::own(db, &ann.viewer).await.unwrap(),
            None,
            "one alone is in no family"
        );
        let words = ann.as_seen_by(db, &council.planner).await;
        assert!(!words.contains("Ben") && !words.contains("Bill"), "{words}");
    });
}

#[test]
fn an_answer_is_its_members_own_and_about_this_family_as_it_was_asked() {
    on_both(async |db| {
        let all = okafors(db).await;
        let Okafors {
            council,
            ann,
            ben,
            family,
            ..
        } = &all;
        let planners = [Audience::Planners];
        let tx = db.begin().await.unwrap();
        for viewer in [&ben.viewer, &council.planner, &council.safeguarding] {
            let theirs = family::record(&tx, viewer, ann.id, &planners, &about_family(), NOW).await;
            assert!(matches!(theirs, Err(Error::NotFound)));
        }
        let old = Asked {
            wording: "before".into(),
            ..asked()
        };
        let stale = family::record(&tx, &ann.viewer, ann.id, &planners, &old, NOW).await;
        assert!(matches!(stale, Err(Error::Conflict(_))));
        let own = kin(ann.id, Relative::Mother, Service::Adult);
        let alone = family::link(&tx, &council.researcher, own, own, NOW).await;
        assert!(matches!(alone, Err(Error::Refused(_))));
        let stranger = kin(council.sam, Relative::Other, Service::Adult);
        let planner = family::link(&tx, &council.planner, own, stranger, NOW).await;
        assert!(matches!(planner, Err(Error::NotFound)));
        drop(tx);
        in_tx(db, async |tx| {
            family::record(tx, &council.researcher, ann.id, &planners, &about_family(), NOW)
                .await
                .unwrap();
        })
        .await;
        let own_answer = family::own(db, &ann.viewer).await.unwrap().unwrap();
        assert_eq!((own_answer.yes, own_answer.asked), (planners.to_vec(), true));
        let (_, members) = family::members(db, &council.researcher, ben.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(members.len(), 4);
        assert!(family::members(db, &council.planner, ben.id).await.is_err());
        // Taken out and linked again: the yes was about the family before.
        in_tx(db, async |tx| {
            family::part(tx, &council.researcher, ann.id, NOW.plus(10))
                .await
                .unwrap();
            let other = kin(ben.id, Relative::Son, Service::Children);
            let linked = family::link(tx, &council.researcher, other, own, NOW.plus(20)).await;
            assert_eq!(linked.unwrap(), *family);
        })
        .await;
        let own_answer = family::own(db, &ann.viewer).await.unwrap().unwrap();
        assert_eq!((own_answer.yes, own_answer.asked), (Vec::new(), false));
        assert_eq!(identity::known_as(db, ann.id).await.unwrap(), "Ann");
    });
}
