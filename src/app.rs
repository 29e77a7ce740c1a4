//! Puts the house together: the only place that knows every part. Tests come in by the same door.
use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App as WebApp, HttpServer};
use anyhow::Context as _;
use entity::Db;
use tracing_actix_web::TracingLogger;

use crate::clock::Clock;
use crate::config::Config;
use crate::routes;
use crate::state::{Parts, State};
use crate::web::assets::Assets;
use crate::web::throttle::Throttle;
use crate::web::{csrf, error, headers, templates};

/// The built program: bound to its port, not yet serving.
pub struct App {
    state: State,
    server: Server,
    port: u16,
}

impl App {
    /// Migrates, opens every part, binds the port. Nothing answers until [`App::run_until_stopped`].
    pub async fn build(mut config: Config, clock: Clock) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&config.data.dir).with_context(|| {
            format!(
                "the folder {} cannot be made: check data.dir",
                config.data.dir.display()
            )
        })?;
        let listener = TcpListener::bind(&config.server.listen).with_context(|| {
            format!(
                "cannot listen on {}: is it taken? Try --listen 127.0.0.1:8081",
                config.server.listen
            )
        })?;
        let address = listener.local_addr()?;
        if config.server.public_url.is_empty() {
            config.server.public_url = format!("http://{address}");
        }
        let db = Db::open(&config.database_url())
            .await
            .context("the database cannot be opened: check db.url")?;
        load_themes(&db).await?;
        let assets = Assets::load();
        let table = Arc::new(routes::table());
        let state = State::new(Parts {
            templates: templates::engine(assets.addresses())?,
            throttle: Throttle::new(&config.security, &config.server),
            nav: table.nav(),
            assets,
            clock,
            db,
            config,
        });
        let server = serve(state.clone(), table, listener)?;
        Ok(Self {
            state,
            server,
            port: address.port(),
        })
    }

    /// The port that was bound; differs from the configured one when that was 0.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The parts, for commands and tests that work without a browser.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Stops the server when called; requests under way are finished first.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Serves until the handle stops it.
    pub async fn run_until_stopped(self) -> anyhow::Result<()> {
        self.server.await.context("the server stopped")
    }
}

/// The themes that come with the program; what is there already stays as it is.
async fn load_themes(db: &Db) -> anyhow::Result<()> {
    let tx = db.begin().await?;
    for text in entity::theme::BUILT_IN {
        let file = serde_json::from_str(text).context("a built-in list of themes")?;
        entity::theme::load(&tx, &file).await?;
    }
    Ok(tx.commit().await?)
}

fn serve(state: State, table: Arc<routes::Table>, listener: TcpListener) -> anyhow::Result<Server> {
    let workers = match state.config.server.workers {
        0 => std::thread::available_parallelism().map_or(2, usize::from),
        workers => workers,
    };
    let make = move || {
        let table = Arc::clone(&table);
        // The last one named is the first to see a request.
        WebApp::new()
            .app_data(state.clone())
            .configure(move |config| table.configure(config))
            .wrap(from_fn(headers::keep_bytes))
            .wrap(from_fn(csrf::same_site))
            .wrap(from_fn(error::pages))
            .wrap(Compress::default())
            .wrap(from_fn(headers::secure))
            .wrap(TracingLogger::<crate::web::trace::Requests>::new())
    };
    Ok(HttpServer::new(make)
        .workers(workers)
        .shutdown_timeout(10)
        .disable_signals()
        .listen(listener)?
        .run())
}
