//! What goes out by itself: messages about stories, to a teller who wants them by e-mail.
use reqwest::{Client, redirect::Policy};

use super::shapes::Person;
use super::world::World;

/// Everything that was sent to the teller within an hour.
pub async fn sent(world: &World) -> String {
    let (_, cookie) = world
        .cookies
        .iter()
        .find(|(person, _)| **person == Person::Teller)
        .unwrap();
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let asked = client
        .post(format!("{}/me/messages/address", world.app.address))
        .header("sec-fetch-site", "same-origin")
        .header("cookie", cookie.as_deref().unwrap())
        .form(&[("wish", "email"), ("address", "teller@home.example")]);
    assert_eq!(asked.send().await.unwrap().status(), 303);
    world.app.hourly().await;
    let folder = world.app.state.config.data.mail();
    let files = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let said: Vec<String> = files
        .map(|file| std::fs::read_to_string(file.path()).unwrap())
        .collect();
    said.join("\n")
}
