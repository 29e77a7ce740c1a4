//! Puts the house together: the only place that knows every part. Tests come in by the same door.
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App as WebApp, HttpServer};
use anyhow::Context as _;
use bytes::Bytes;
use entity::{Db, theme};
use tokio::sync::{Notify, watch};
use tracing_actix_web::TracingLogger;

use crate::clock::Clock;
use crate::config::{self, Config};
use crate::features;
use crate::folder;
use crate::jobs::{DEFAULT, POOLS, Pace, Pool, Registry, Runner};
use crate::journal::{self, Journal};
use crate::mail::Mail;
use crate::media::{self, Media};
use crate::routes;
use crate::search::Search;
use crate::state::{Parts, State};
use crate::web::assets::Assets;
use crate::web::passkeys::Passkeys;
use crate::web::throttle::Throttle;
use crate::web::{csrf, dates, error, headers, templates, twin};

/// The built program: bound to its port, not yet serving.
pub struct App {
    state: State,
    runner: Runner<State>,
    server: Server,
    port: u16,
    /// Given back when everything has ended.
    folder: folder::Taken,
}

impl App {
    /// Takes the data folder, migrates, opens every part, binds the port. Nothing answers until [`App::run_until_stopped`].
    pub async fn build(mut config: Config, clock: Clock) -> anyhow::Result<Self> {
        dates::live_in(config.council.zone().map_err(anyhow::Error::msg)?);
        let folder = folder::take(&config.data.dir)?;
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
        media::use_tools(&config.media);
        let media = Media::local(&config.data.objects(), &config.data.incoming()).with_context(|| {
            format!(
                "the folder {} cannot be used: check data.dir",
                config.data.objects().display()
            )
        })?;
        media.clear_scratch().await?;
        let shelf = Arc::new(JournalShelf(media.clone()));
        Journal::open(&db, &config.data.journal(), shelf, clock.now()).await?;
        let search = Search::open(&config.data.index(), config.search.memory_mb).with_context(|| {
            format!(
                "the index in {} cannot be opened: is another Firsthand using it?",
                config.data.index().display()
            )
        })?;
        let mail = Mail::open(&config.mail, config.data.mail())?;
        let assets = Assets::load();
        let bell = Arc::new(Notify::new());
        let table = Arc::new(routes::table());
        let state = State::new(Parts {
            templates: templates::engine(assets.addresses())?,
            throttle: Throttle::new(&config.security, &config.server),
            nav: table.nav(),
            assets,
            clock,
            db,
            media,
            mail,
            passkeys: Passkeys::at(&config.server.public_url, &config.council.name),
            search,
            bell: Arc::clone(&bell),
            config,
        });
        let hands = state.clone();
        let pools = pools(&state.config.jobs);
        let runner = Runner::new(state.db.clone(), registry(), state.clone(), &pools, move || {
            hands.now()
        })
        .with_pace(pace(&state.config.jobs))
        .with_bell(bell);
        state
            .search
            .catch_up(&state.db, state.now())
            .await
            .context("the index cannot be brought up to date")?;
        let server = serve(state.clone(), table, listener)?;
        Ok(Self {
            state,
            runner,
            server,
            port: address.port(),
            folder,
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

    /// Does every job that is due and brings the index up to date. For commands and tests.
    pub async fn settle(&self) -> anyhow::Result<()> {
        self.runner.drain().await?;
        self.state
            .search
            .catch_up(&self.state.db, self.state.now())
            .await?;
        Ok(())
    }

    /// The workers, for tests that do their work by hand.
    pub fn runner(&self) -> &Runner<State> {
        &self.runner
    }

    /// Serves and works until the handle stops it; jobs under way are given back.
    pub async fn run_until_stopped(self) -> anyhow::Result<()> {
        let (stop, stopped) = watch::channel(false);
        let hands = self.state.clone();
        let follow = self
            .state
            .search
            .clone()
            .follow(self.state.db.clone(), move || hands.now(), stopped);
        let follow = tokio::spawn(follow);
        let rounds = tokio::spawn(keep_round(self.state.clone()));
        let working = self.runner.start();
        let served = self.server.await.context("the server stopped");
        stop.send_replace(true);
        rounds.abort();
        working.stop(GRACE).await?;
        follow.await?;
        drop(self.folder);
        served
    }
}

/// How long jobs under way may go on when the program is asked to stop.
const GRACE: Duration = Duration::from_secs(5);

/// How often the hourly work is done; the first time soon after the start.
const ROUND: Duration = Duration::from_secs(3600);

async fn keep_round(state: State) {
    loop {
        tokio::time::sleep(ROUND / 60).await;
        features::round(&state).await;
        tokio::time::sleep(ROUND).await;
    }
}

/// Every kind of job and who does it.
fn registry() -> Registry<State> {
    let registry = features::purging::register(features::files::jobs::register(Registry::new()));
    let registry = features::accounts::register(features::reaching::register(registry));
    features::home::register(registry)
}

/// The pools, with as many hands for ordinary work as were asked for.
fn pools(jobs: &config::Jobs) -> Vec<Pool> {
    let sized = POOLS.iter().map(|pool| match pool.queue {
        DEFAULT => Pool {
            workers: jobs.workers,
            ..*pool
        },
        _ => *pool,
    });
    sized.collect()
}

fn pace(jobs: &config::Jobs) -> Pace {
    Pace {
        lease: Duration::from_secs(jobs.lease_seconds),
        poll: Duration::from_secs(jobs.poll_seconds),
    }
}

/// The object store as a place for the consent journal.
#[derive(Debug)]
pub struct JournalShelf(pub Media);

impl JournalShelf {
    /// The shelf of this configuration, for looking at beside a running program.
    pub fn open(config: &Config) -> anyhow::Result<Self> {
        Ok(Self(Media::local(
            &config.data.objects(),
            &config.data.incoming(),
        )?))
    }
}

impl journal::Shelf for JournalShelf {
    fn names(&self) -> journal::Doing<'_, Vec<String>> {
        Box::pin(async { Ok(self.0.pages().await?) })
    }

    fn page(&self, name: String) -> journal::Doing<'_, Bytes> {
        Box::pin(async move { Ok(self.0.page(&name).await?) })
    }

    fn put(&self, name: String, bytes: Bytes) -> journal::Doing<'_, ()> {
        Box::pin(async move { Ok(self.0.put_page(&name, bytes).await?) })
    }

    fn remove(&self, name: String) -> journal::Doing<'_, ()> {
        Box::pin(async move { Ok(self.0.remove_page(&name).await?) })
    }
}

/// The themes that come with the program, in the database at their version.
async fn load_themes(db: &Db) -> anyhow::Result<()> {
    let tx = db.begin().await?;
    for text in theme::BUILT_IN {
        let file = serde_json::from_str(text).context("a framework of themes that comes with the program")?;
        theme::load(&tx, &file).await?;
    }
    tx.commit().await?;
    Ok(())
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
            .wrap(from_fn(twin::welsh))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_work_has_as_many_workers_as_the_configuration_says() {
        let pools = pools(&config::Jobs {
            workers: 7,
            ..config::Jobs::default()
        });
        assert_eq!(pools.len(), POOLS.len());
        for (pool, known) in pools.iter().zip(POOLS) {
            let expected = if pool.queue == DEFAULT { 7 } else { known.workers };
            assert_eq!((pool.queue, pool.workers), (known.queue, expected));
        }
    }
}
