//! Hashing and checking passwords with argon2id. Never on the threads that answer requests, and
//! never more at once than the machine has memory for.
use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Shortest password taken, in letters.
pub const LEAST: usize = 12;
/// Longest password taken, in letters.
pub const MOST: usize = 200;

// Each takes 19 MiB while it runs.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

// Checked when there is no account, so that the answer takes as long.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| phc("nobody's password").ok());

/// The hash to store, in PHC format.
pub async fn hash(password: SecretString) -> anyhow::Result<String> {
    let _turn = AT_ONCE.acquire().await?;
    spawn_blocking(move || phc(password.expose_secret())).await?
}

/// Whether the password is the one behind the hash; takes as long when there is no hash.
pub async fn matches(password: SecretString, hash: Option<String>) -> anyhow::Result<bool> {
    let _turn = AT_ONCE.acquire().await?;
    spawn_blocking(move || {
        let known = hash.is_some();
        let Some(hash) = hash.or_else(|| NOBODY.clone()) else {
            return Ok(false);
        };
        let hash =
            PasswordHash::new(&hash).map_err(|error| anyhow::anyhow!("a stored password hash: {error}"))?;
        Ok(Argon2::default()
            .verify_password(password.expose_secret().as_bytes(), &hash)
            .is_ok()
            && known)
    })
    .await?
}

fn phc(password: &str) -> anyhow::Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string())
        .map_err(|error| anyhow::anyhow!("hashing: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let stored = hash("gwydd yn y gegin".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(
            matches("gwydd yn y gegin".into(), Some(stored.clone()))
                .await
                .unwrap()
        );
        assert!(!matches("gwydd yn y gegi".into(), Some(stored)).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_has_no_password_that_works() {
        assert!(!matches("nobody's password".into(), None).await.unwrap());
    }
}
