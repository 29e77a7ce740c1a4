//! The whole program on a free port with its own folder and a clock that stands still.
use entity::Timestamp;
use firsthand::app::App;
use firsthand::clock::Clock;
use firsthand::config::Config;
use firsthand::state::State;
use tempfile::TempDir;

use super::actors::Actor;

/// Monday 23 November 2026, 10:00 UTC: when every test begins.
pub const BEGIN: Timestamp = Timestamp(1_795_428_000_000);

/// A running program. Stops when dropped; its folder goes with it.
pub struct TestApp {
    pub address: String,
    pub state: State,
    runner: firsthand::jobs::Runner<State>,
    handle: actix_web::dev::ServerHandle,
    // Goes when the program goes.
    _folder: TempDir,
}

/// Starts the program as `firsthand serve` does.
pub async fn spawn_app() -> TestApp {
    spawn_app_with(|_| {}).await
}

/// The same, with some settings changed.
pub async fn spawn_app_with(change: impl FnOnce(&mut Config)) -> TestApp {
    spawn_app_in(TempDir::new().unwrap(), BEGIN, change).await
}

/// The same on a folder with something in it, at another time.
pub async fn spawn_app_in(folder: TempDir, begin: Timestamp, change: impl FnOnce(&mut Config)) -> TestApp {
    let mut config = Config::default();
    config.data.dir = folder.path().to_owned();
    config.server.listen = "127.0.0.1:0".into();
    config.server.workers = 1;
    change(&mut config);
    let app = App::build(config, Clock::fixed(begin)).await.unwrap();
    no_cooling_off(&app.state().db).await;
    let test = TestApp {
        address: format!("http://127.0.0.1:{}", app.port()),
        state: app.state().clone(),
        runner: app.runner().clone(),
        handle: app.handle(),
        _folder: folder,
    };
    tokio::spawn(app.run_until_stopped());
    test
}

/// The second yes can be given at once.
pub async fn no_cooling_off(db: &entity::Db) {
    let tx = db.begin().await.unwrap();
    let settings = entity::setting::Settings {
        cooling_hours: 0,
        ..entity::setting::Settings::default()
    };
    entity::setting::set(&tx, None, settings, BEGIN).await.unwrap();
    tx.commit().await.unwrap();
}

impl TestApp {
    /// A browser of its own, signed in as nobody.
    pub fn anonymous(&self) -> Actor {
        Actor::new(&self.address)
    }

    /// Does every job that is due, with the program's own workers, and brings the index up to date.
    pub async fn settle(&self) {
        loop {
            self.runner.drain().await.unwrap();
            let backlog = entity::job::backlog(&self.state.db, self.now()).await.unwrap();
            if backlog.waiting == 0 {
                break;
            }
            // A worker still has one in hand.
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        self.state
            .search
            .catch_up(&self.state.db, self.now())
            .await
            .unwrap();
    }

    /// Does what is done every hour, and the jobs that come of it.
    pub async fn hourly(&self) {
        assert_eq!(firsthand::features::round(&self.state).await, Vec::<&str>::new());
        self.settle().await;
    }

    pub fn now(&self) -> Timestamp {
        self.state.clock.now()
    }

    pub fn hours_pass(&self, hours: i64) {
        self.state.clock.advance(hours * 60 * 60 * 1000);
    }

    pub fn days_pass(&self, days: i64) {
        self.state.clock.advance(days * Timestamp::DAY);
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let stop = self.handle.stop(false);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(stop);
        }
    }
}
