//! The made-up council, loaded once for every test of this binary and left running on a thread of its own.
//! Tests share it, so each works on stories it began itself or only looks.
use std::net::TcpListener;
use std::path::Path;
use std::sync::{OnceLock, mpsc};

use entity::{Role, Timestamp};
use firsthand::app::App;
use firsthand::clock::Clock;
use firsthand::config::Config;
use firsthand::state::State;

/// Monday 23 November 2026, 10:00 UTC.
const NOW: Timestamp = Timestamp(1_795_428_000_000);

/// Where the council is and who is in it.
pub struct Council {
    pub address: String,
    pub state: State,
    staff: Vec<(String, String, String)>,
}

impl Council {
    /// The address of the first member of staff with this role.
    pub fn email(&self, role: Role) -> &str {
        let found = self.staff.iter().find(|(known, _, _)| known == role.label());
        &found.unwrap().2
    }
}

/// The running council. The first call loads it.
pub fn council() -> &'static Council {
    static COUNCIL: OnceLock<Council> = OnceLock::new();
    COUNCIL.get_or_init(|| {
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                // Nothing runs at the end of a test binary, so the folder is emptied at the beginning.
                let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-council");
                let _ = std::fs::remove_dir_all(&folder);
                let mut config = Config::default();
                config.data.dir = folder;
                // A name of its own, known before it begins: a phone is used at a name, never at a number.
                let port = TcpListener::bind("127.0.0.1:0")
                    .unwrap()
                    .local_addr()
                    .unwrap()
                    .port();
                config.server.listen = format!("127.0.0.1:{port}");
                config.server.public_url = format!("http://localhost:{port}");
                config.server.workers = 1;
                let app = App::build(config, Clock::fixed(NOW)).await.unwrap();
                let loaded = firsthand::demo::load(&app, NOW).await.unwrap();
                let council = Council {
                    address: format!("http://127.0.0.1:{}", app.port()),
                    state: app.state().clone(),
                    staff: loaded.staff,
                };
                send.send(council).unwrap();
                app.run_until_stopped().await.unwrap();
            });
        });
        receive.recv().unwrap()
    })
}
