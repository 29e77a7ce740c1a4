//! The rules of access, written out again.
use super::*;

async fn answer() -> &'static str {
    "yes"
}

#[test]
fn every_row_lists_its_rule() {
    let mut table = Table::default();
    table
        .get("/a", Access::Anyone, answer)
        .post("/a", Access::Admin, answer);
    let rules: Vec<_> = table
        .list()
        .into_iter()
        .map(|row| (row.method, row.access))
        .collect();
    assert_eq!(
        rules,
        [(Method::GET, Access::Anyone), (Method::POST, Access::Admin)]
    );
}

/// Written out again, so that a slip in `allows` shows.
#[test]
fn each_rule_lets_in_whom_it_names() {
    use Role::{Admin, Commissioner, Frontline, Governance, Leader, Researcher, Safeguarding, Storyteller};
    let staff = [
        Researcher,
        Commissioner,
        Frontline,
        Leader,
        Safeguarding,
        Governance,
        Admin,
    ];
    let rules: [(Access, &[Role]); 11] = [
        (Access::Staff, &staff),
        (Access::Storyteller, &[Storyteller]),
        (Access::Researcher, &[Researcher]),
        (Access::Planner, &[Commissioner]),
        (Access::Curator, &[Researcher, Commissioner]),
        (Access::Planning, &[Commissioner, Leader]),
        (Access::Evidence, &[Researcher, Commissioner, Leader]),
        (Access::Safeguarding, &[Safeguarding]),
        (Access::Governance, &[Governance]),
        (Access::HoldLog, &[Safeguarding, Governance]),
        (Access::Admin, &[Admin]),
    ];
    for role in Role::ALL.iter().copied() {
        let viewer = Viewer::Account(entity::Signed {
            account: entity::AccountId::fresh(),
            role,
            name: String::new(),
            participant: None,
            projects: Vec::new(),
        });
        assert!(Access::Anyone.allows(&viewer) && Access::SignedIn.allows(&viewer));
        for (access, allowed) in rules {
            assert_eq!(
                access.allows(&viewer),
                allowed.contains(&role),
                "{access:?} {role}"
            );
        }
    }
}

#[test]
fn nobody_but_everyone_rules_let_the_public_in() {
    let open: Vec<_> = Access::ALL
        .into_iter()
        .filter(|access| access.allows(&Viewer::Public))
        .collect();
    assert_eq!(open, [Access::Anyone]);
}
