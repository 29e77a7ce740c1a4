//! Starting: one program a data folder, and what a second one is told.
use firsthand::app::App;
use firsthand::clock::Clock;
use firsthand::config::Config;

use crate::support::app::{BEGIN, spawn_app};

#[actix_web::test]
async fn a_second_program_is_turned_away_before_it_touches_anything() {
    let app = spawn_app().await;
    let scratch = app.state.media.scratch().unwrap();
    let under_way = scratch.file("film.mp4");
    std::fs::write(&under_way, b"half a film").unwrap();
    let mut config = Config::default();
    config.data.dir = app.state.config.data.dir.clone();
    config.server.listen = "127.0.0.1:0".into();

    let second = App::build(config, Clock::fixed(BEGIN)).await;

    let said = second.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(said.contains("already running with the folder"), "{said}");
    assert!(under_way.exists(), "what the first one works on stays");
    assert_eq!(app.anonymous().get("/").await.status, 200);
}
