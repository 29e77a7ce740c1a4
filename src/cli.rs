//! The commands, and the only place that prints. Says what to do next, never a stack of causes alone.
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Parser, Subcommand};
use entity::{Db, Role, Timestamp};

use crate::app::{App, JournalShelf};
use crate::clock::Clock;
use crate::config::{Config, Flags};
use crate::demo;
use crate::folder;
use crate::journal;
use crate::telemetry;
use crate::web::session;

#[derive(Debug, Parser)]
#[command(
    name = "firsthand",
    version,
    about = "Where a council keeps, understands and acts on what people say in their own words"
)]
struct Cli {
    #[command(flatten)]
    flags: GlobalFlags,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Args)]
struct GlobalFlags {
    /// Configuration file [default: firsthand.toml when there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder for database, files and index [default: media]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, global = true, value_name = "ADDR")]
    listen: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and do the background work (when no command is given)
    Serve,
    /// Bring the tables up to date
    Migrate,
    /// Build the search index again from the database; stop the server first
    Reindex,
    /// Load the made-up council
    Demo,
    /// Staff accounts and storytellers' cards
    #[command(subcommand)]
    Account(Account),
    /// What was done, by whom and why
    #[command(subcommand)]
    Audit(Chain),
    /// What holds when an older database is brought back
    #[command(subcommand)]
    Journal(Chain),
    /// Look at the configuration
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Debug, Subcommand)]
enum Account {
    /// Add a member of staff and print an invitation link
    Add {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        /// researcher, commissioner, frontline, leader, safeguarding, governance or admin
        #[arg(long, value_parser = staff_role)]
        role: Role,
    },
    /// Make a new card for a storyteller and print its link
    Card {
        /// What the person likes to be called
        #[arg(long)]
        name: String,
        /// Which one, when several people are called that
        #[arg(long)]
        pseudonym: Option<String>,
        /// Whom the card says to ask
        #[arg(long, default_value = "")]
        helper: String,
        /// Name of the picture on the card
        #[arg(long, default_value = "sun")]
        picture: String,
    },
    /// Print a link with which a member of staff chooses a new password
    Reset {
        #[arg(long)]
        email: String,
    },
}

#[derive(Debug, Subcommand)]
enum Chain {
    /// Look whether a line was edited, taken out or moved, and name it
    Verify,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Print every setting with where it came from; secrets are hidden
    Check,
}

fn staff_role(text: &str) -> Result<Role, String> {
    text.parse()
        .ok()
        .filter(|role: &Role| role.is_staff())
        .ok_or_else(|| {
            "pick one of researcher, commissioner, frontline, leader, safeguarding, governance, admin"
                .to_owned()
        })
}

/// How the program ends when another has the data folder: nothing was touched, so nothing is to be tidied.
const IN_USE: u8 = 3;

/// How the program ends when the consent journal cannot be believed: nothing was served.
const DAMAGED: u8 = 4;

/// Runs what the command line asks for.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    match obey(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("firsthand: {error:#}"), true);
            if error.is::<folder::InUse>() {
                return ExitCode::from(IN_USE);
            }
            if error.is::<journal::Damaged>() {
                return ExitCode::from(DAMAGED);
            }
            ExitCode::FAILURE
        }
    }
}

async fn obey(cli: Cli) -> anyhow::Result<()> {
    let flags = Flags {
        file: cli.flags.config,
        data: cli.flags.data,
        listen: cli.flags.listen,
    };
    if let Some(Command::Config(ConfigCommand::Check)) = cli.command {
        say(Config::report(&flags)?.trim_end());
        return Ok(());
    }
    let config = Config::load(&flags)?;
    telemetry::start(&config.log)?;
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve(config).await,
        Command::Migrate => {
            open(&config).await?;
            say("The tables are up to date.");
            Ok(())
        }
        Command::Reindex => reindex(config).await,
        Command::Demo => load_demo(config).await,
        Command::Account(account) => manage(&config, account).await,
        Command::Audit(Chain::Verify) => verify(&config).await,
        Command::Journal(Chain::Verify) => verify_journal(&config).await,
        Command::Config(ConfigCommand::Check) => Ok(()),
    }
}

async fn verify_journal(config: &Config) -> anyhow::Result<()> {
    let (db, shelf) = (open(config).await?, JournalShelf::open(config)?);
    let verdict = journal::verify(&db, &config.data.journal(), &shelf).await?;
    say(&verdict.to_string());
    Ok(())
}

async fn verify(config: &Config) -> anyhow::Result<()> {
    let verdict = entity::audit::verify(&open(config).await?).await?;
    for fault in &verdict.faults {
        say(&fault.to_string());
    }
    if verdict.faults.is_empty() {
        say(&format!(
            "{} lines, and every one is as it was written.",
            verdict.lines
        ));
        return Ok(());
    }
    anyhow::bail!("the audit was tampered with: keep this database as it is and tell information governance")
}

/// The parts without the pages: nothing else can reach them while a command works.
async fn behind_closed_doors(mut config: Config) -> anyhow::Result<App> {
    "127.0.0.1:0".clone_into(&mut config.server.listen);
    App::build(config, Clock::System).await
}

async fn reindex(config: Config) -> anyhow::Result<()> {
    let app = behind_closed_doors(config).await?;
    let state = app.state();
    let stories = state.search.rebuild(&state.db, state.now()).await?;
    say(&format!("The index was built again: {stories} stories."));
    Ok(())
}

async fn load_demo(config: Config) -> anyhow::Result<()> {
    let address = if config.server.public_url.is_empty() {
        format!("http://{}", config.server.listen)
    } else {
        config.server.public_url.clone()
    };
    let app = behind_closed_doors(config).await?;
    let loaded = demo::load(&app, app.state().now()).await?;
    say(&format!(
        "{} is here, with {} stories.",
        loaded.council, loaded.stories
    ));
    say(&format!(
        "Staff sign in at {address}/sign-in with the password {}:",
        demo::PASSWORD
    ));
    for (role, name, email) in &loaded.staff {
        say(&format!("  {email:28} {name}, {role}"));
    }
    say("Storytellers come by card:");
    for (name, path) in &loaded.cards {
        say(&format!("  {name:12} {address}{path}"));
    }
    Ok(())
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let app = App::build(config, Clock::System).await?;
    let address = &app.state().config.server.public_url;
    say(&format!(
        "Firsthand is at {address}\nTry: tell a story, or sign in as staff at {address}/sign-in\nStop with Ctrl-C."
    ));
    let handle = app.handle();
    tokio::spawn(async move {
        stop_asked().await;
        tracing::info!("stopping: requests under way are finished first");
        handle.stop(true).await;
    });
    app.run_until_stopped().await
}

/// Comes back when the operator or the system asks to stop.
async fn stop_asked() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut term = signal(SignalKind::terminate()).ok();
    let terminated = async {
        match &mut term {
            Some(term) => drop(term.recv().await),
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

async fn open(config: &Config) -> anyhow::Result<Db> {
    folder::make(&config.data.dir)?;
    Db::open(&config.database_url())
        .await
        .context("the database cannot be opened: check db.url")
}

async fn manage(config: &Config, account: Account) -> anyhow::Result<()> {
    let db = open(config).await?;
    let now = Clock::System.now();
    match account {
        Account::Add { email, name, role } => {
            let tx = db.begin().await?;
            let id = entity::account::add_staff(&tx, None, &email, &name, role, now).await?;
            tx.commit().await?;
            invite(config, &db, id, now).await
        }
        Account::Reset { email } => {
            let there = entity::account::by_email(&db, &email).await?;
            let there =
                there.with_context(|| format!("there is no staff account for {email}: try account add"))?;
            invite(config, &db, there.id, now).await
        }
        Account::Card {
            name,
            pseudonym,
            helper,
            picture,
        } => {
            let called = entity::participant::called(&db, &name).await?;
            let mut found = called
                .iter()
                .filter(|(_, _, known)| pseudonym.as_ref().is_none_or(|pseudonym| pseudonym == known));
            let (Some((participant, ..)), None) = (found.next(), found.next()) else {
                if called.is_empty() {
                    anyhow::bail!(
                        "nobody is called {name}: add the participant on the pages of their project first"
                    );
                }
                let known: Vec<_> = called
                    .iter()
                    .map(|(_, _, pseudonym)| pseudonym.as_str())
                    .collect();
                anyhow::bail!("say which {name} with --pseudonym: {}", known.join(", "));
            };
            let token = session::fresh_token();
            let hash = session::hash(&token);
            let card = entity::card::NewCard {
                token_hash: &hash,
                helper_name: &helper,
                picture: &picture,
            };
            let tx = db.begin().await?;
            entity::card::issue(&tx, None, *participant, card, now).await?;
            tx.commit().await?;
            say(&format!("The card of {name}:\n{}/c/{token}", address(config)));
            Ok(())
        }
    }
}

async fn invite(config: &Config, db: &Db, account: entity::AccountId, now: Timestamp) -> anyhow::Result<()> {
    let token = session::fresh_token();
    let days = config.security.invitation_days;
    let tx = db.begin().await?;
    let hash = session::hash(&token);
    entity::account::invite(&tx, None, account, &hash, now.plus_days(days), now).await?;
    tx.commit().await?;
    say(&format!(
        "Open this link within {days} days to choose a password:\n{}/invite/{token}",
        address(config)
    ));
    Ok(())
}

fn address(config: &Config) -> String {
    if config.server.public_url.is_empty() {
        format!("http://{}", config.server.listen)
    } else {
        config.server.public_url.clone()
    }
}

fn say(words: &str) {
    tell(words, false);
}

/// Somebody may have stopped listening (`firsthand config check | head`); that is no problem of ours.
fn tell(words: &str, problem: bool) {
    use std::io::Write as _;
    let _ = if problem {
        writeln!(std::io::stderr(), "{words}")
    } else {
        writeln!(std::io::stdout(), "{words}")
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_commands_hang_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn flags_stand_before_or_after_the_command() {
        for line in [
            "firsthand --data d serve --listen 127.0.0.1:1",
            "firsthand serve --data d --listen 127.0.0.1:1",
        ] {
            let cli = Cli::try_parse_from(line.split(' ')).unwrap();
            assert_eq!(cli.flags.data.as_deref(), Some(std::path::Path::new("d")));
            assert_eq!(cli.flags.listen.as_deref(), Some("127.0.0.1:1"));
        }
    }

    #[test]
    fn a_storyteller_is_not_added_by_address() {
        assert!(staff_role("storyteller").unwrap_err().contains("researcher"));
    }
}
