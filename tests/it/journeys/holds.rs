//! A worry stops a story at once; the safeguarding lead sees and lifts it.
use entity::Role;

use super::interviews::interview;
use crate::support::app::spawn_app;

#[actix_web::test]
async fn a_held_story_is_gone_for_its_team_and_back_when_lifted() {
    let app = spawn_app().await;
    let (asha, project, story) = interview(&app).await;
    let path = format!("{story}/hold");
    let unsaid = asha.press(&path, &[("note", "She cried 😢")]).await;
    assert_eq!(
        (unsaid.status.as_u16(), unsaid.typed("note")),
        (422, "She cried 😢".to_owned())
    );
    let held = asha
        .press(&path, &[("ground", "safety"), ("note", "She cried 😢")])
        .await;
    assert!(held.says("The story is stopped") && held.path == project);
    assert!(!held.texts("tbody").concat().contains("The bus"));
    assert_eq!(asha.get(&story).await.status, 404);
    assert_eq!(asha.get("/safeguarding").await.status, 403);
    app.hours_pass(11);
    asha.get("/studio").await;
    app.hours_pass(20);
    let lead = app.staff(Role::Safeguarding).await;
    let list = lead.get("/safeguarding").await;
    assert!(list.says("She cried 😢") && list.says("1 day") && list.says("The bus to Llŷn"));
    let page = lead.get(&list.link("The bus").unwrap()).await;
    assert!(page.says("I take the bus 🚌"));
    let lift = page.attributes("form[action$=lift]", "action").concat();
    let lifted = lead.press(&lift, &[]).await;
    assert!(lifted.says("No story is held"));
    assert_eq!(
        lead.press(&lift, &[]).await.status,
        404,
        "there is nothing left to lift"
    );
    asha.sign_in("researcher@example.gov.uk", crate::support::actors::PASSWORD)
        .await;
    assert_eq!(asha.get(&story).await.status, 200);
}
