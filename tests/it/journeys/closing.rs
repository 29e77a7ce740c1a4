//! Closing an account: out at once, everywhere, and back with one press.
use entity::Role;

use crate::support::actors::{Actor, PASSWORD};
use crate::support::app::spawn_app;
use crate::support::html::Seen;

#[actix_web::test]
async fn a_closed_account_is_out_at_once_and_can_be_opened_again() {
    let app = spawn_app().await;
    let ada = app.staff(Role::Admin).await;
    let priya = app.staff(Role::Frontline).await;
    let email = format!("{}@example.gov.uk", Role::Frontline);
    assert_eq!(priya.get("/watch").await.heading(), "Watch");

    let list = ada.get("/admin/accounts").await;
    let close = list.attributes("form[action$=close]", "action");
    assert_eq!(close.len(), 1, "nobody closes their own account");
    assert_eq!(priya.press(&close[0], &[]).await.status, 403);
    let link = list.attributes("form[action$=link]", "action");
    let invited = |seen: &Seen| seen.texts("code").concat();
    let mut paths = Vec::new();
    for form in &link {
        let address = invited(&ada.press(form, &[]).await);
        paths.push(address.strip_prefix(&app.address).unwrap().to_owned());
    }

    let closed = ada.press(&close[0], &[]).await;
    assert!(closed.says("The account is closed.") && closed.says("Closed"));
    assert_eq!(
        priya.get("/watch").await.heading(),
        "Sign in",
        "signed out everywhere"
    );
    let stranger = app.anonymous();
    let refused = stranger.sign_in(&email, PASSWORD).await;
    assert_eq!(refused.status, 422);
    let spent = statuses(&stranger, &paths).await;
    assert_eq!(spent.iter().filter(|status| **status == 404).count(), 1);
    // The same press again, and a link for a closed account.
    assert_eq!(ada.press(&close[0], &[]).await.status, 200);
    let gone = close[0].replace("/close", "/link");
    assert_eq!(ada.press(&gone, &[]).await.status, 404);

    let reopen = closed.attributes("form[action$=reopen]", "action").concat();
    assert!(ada.press(&reopen, &[]).await.says("The account is open again"));
    assert_eq!(
        priya.get("/watch").await.heading(),
        "Sign in",
        "the old session stays ended"
    );
    assert!(priya.sign_in(&email, PASSWORD).await.says("Sign out"));
}

async fn statuses(actor: &Actor, paths: &[String]) -> Vec<u16> {
    let mut found = Vec::new();
    for path in paths {
        found.push(actor.get(path).await.status.as_u16());
    }
    found
}

#[actix_web::test]
async fn an_account_that_is_not_there_or_ones_own_is_not_closed() {
    let app = spawn_app().await;
    let ada = app.staff(Role::Admin).await;
    let own = ada
        .get("/admin/accounts")
        .await
        .attributes("form[action$=link]", "action")[0]
        .replace("/link", "/close");
    let seen = ada.press(&own, &[]).await;
    assert!(seen.says("You cannot close your own account."));
    assert_eq!(ada.get("/admin/accounts").await.heading(), "Accounts");
    for odd in ["x", "0192f0c0-0000-7000-8000-000000000000"] {
        for what in ["close", "reopen"] {
            assert_eq!(
                ada.press(&format!("/admin/accounts/{odd}/{what}"), &[])
                    .await
                    .status,
                404
            );
        }
    }
    let sam = app.sam().await;
    let account = entity::card::account(&app.state.db, &firsthand::web::session::hash(&sam.card))
        .await
        .unwrap();
    assert_eq!(
        ada.press(&format!("/admin/accounts/{account}/close"), &[])
            .await
            .status,
        404,
        "a storyteller's account is not staff's to close here"
    );
}

#[actix_web::test]
async fn a_new_link_ends_the_one_before_and_its_owner_hears_of_it_at_the_next_sign_in() {
    let app = spawn_app().await;
    let ada = app.staff(Role::Admin).await;
    let priya = app.staff(Role::Frontline).await;
    let email = format!("{}@example.gov.uk", Role::Frontline);
    let list = ada.get("/admin/accounts").await;
    let close = list.attributes("form[action$=close]", "action").concat();
    let link = close.replace("/close", "/link");
    let mut paths = Vec::new();
    for _ in 0..2 {
        let address = ada.press(&link, &[]).await.texts("code").concat();
        paths.push(address.strip_prefix(&app.address).unwrap().to_owned());
    }
    assert_eq!(statuses(&app.anonymous(), &paths).await, [404, 200]);

    let told = app.anonymous().sign_in(&email, PASSWORD).await;
    assert!(
        told.says("Somebody made a new password link for you on"),
        "{}",
        told.words()
    );
    let again = app.anonymous().sign_in(&email, PASSWORD).await;
    assert!(
        again.says("Sign out") && !again.says("password link"),
        "once is enough"
    );

    assert_eq!(priya.get("/watch").await.heading(), "Watch");
    let used = app.anonymous().press(&paths[1], &[("password", PASSWORD)]).await;
    assert!(used.says("Your password is saved."));
    assert_eq!(
        priya.get("/watch").await.heading(),
        "Sign in",
        "signed out everywhere"
    );
}
