//! Questions to a phone and what they were asked for: the server's half of a passkey. A question is answered
//! once, within five minutes, and forgotten when the program stops. Must never know whose phone it is.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use entity::{AccountId, Timestamp};
use serde::Serialize;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder,
};

use super::session;

/// How long a question waits, in milliseconds.
const WAITS: i64 = 5 * 60 * 1000;
/// Questions that wait at once; then the oldest go.
const MOST: usize = 5_000;

/// Asks phones and checks their answers. Clones share what waits.
#[derive(Clone)]
pub struct Passkeys {
    relying: Option<Arc<Webauthn>>,
    waiting: Arc<Mutex<HashMap<String, Waiting>>>,
}

struct Waiting {
    until: Timestamp,
    for_what: Asked,
}

enum Asked {
    Adding(AccountId, Box<PasskeyRegistration>),
    SigningIn(Box<DiscoverableAuthentication>),
}

/// What a phone is asked, as its browser reads it, and the word that brings the answer back.
#[derive(Debug, Serialize)]
pub struct Question {
    pub word: String,
    pub question: Value,
}

/// A phone that was just added: its id and what is kept to check it.
pub struct Added {
    pub credential_id: String,
    pub credential: String,
}

impl Passkeys {
    /// For this address. An address that is a number has no passkeys: browsers refuse them there.
    pub fn at(public_url: &str, name: &str) -> Self {
        let relying = Url::parse(public_url).ok().and_then(|url| {
            let host = url.domain()?.to_owned();
            WebauthnBuilder::new(&host, &url)
                .and_then(|builder| builder.rp_name(name).build())
                .ok()
        });
        Self {
            relying: relying.map(Arc::new),
            waiting: Arc::default(),
        }
    }

    /// Whether a phone can be used at this address at all.
    pub fn are_there(&self) -> bool {
        self.relying.is_some()
    }

    /// Asks the phone in an account's hand for a key. The word brings the answer back.
    pub fn ask_to_add(&self, account: AccountId, name: &str, now: Timestamp) -> Option<Question> {
        let relying = self.relying.as_ref()?;
        let (question, state) = relying
            .start_passkey_registration(account.0, name, name, None)
            .ok()?;
        let mut question = serde_json::to_value(question.public_key).ok()?;
        // The phone finds the key by itself later: nobody types who they are.
        if let Some(wanted) = question.pointer_mut("/authenticatorSelection") {
            *wanted = json!({
                "residentKey": "required",
                "requireResidentKey": true,
                "userVerification": "required",
            });
        }
        let word = self.wait(Asked::Adding(account, Box::new(state)), now);
        Some(Question { word, question })
    }

    /// Checks the phone's answer; `None` when it does not fit what was asked of this account.
    pub fn added(
        &self,
        word: &str,
        account: AccountId,
        answer: &RegisterPublicKeyCredential,
        now: Timestamp,
    ) -> Option<Added> {
        let Asked::Adding(asked, state) = self.take(word, now)? else {
            return None;
        };
        let key = self
            .relying
            .as_ref()?
            .finish_passkey_registration(answer, &state)
            .ok()?;
        (asked == account).then_some(())?;
        Some(Added {
            credential_id: spelled(key.cred_id()),
            credential: serde_json::to_string(&key).ok()?,
        })
    }

    /// Asks whichever phone is there.
    pub fn ask_to_sign_in(&self, now: Timestamp) -> Option<Question> {
        let (question, state) = self.relying.as_ref()?.start_discoverable_authentication().ok()?;
        let question = serde_json::to_value(question.public_key).ok()?;
        let word = self.wait(Asked::SigningIn(Box::new(state)), now);
        Some(Question { word, question })
    }

    /// Whose key the answer says it is of, and which: not checked yet.
    pub fn says(&self, answer: &PublicKeyCredential) -> Option<(AccountId, String)> {
        let (account, key) = self
            .relying
            .as_ref()?
            .identify_discoverable_authentication(answer)
            .ok()?;
        Some((AccountId(account), spelled(key)))
    }

    /// Checks the answer against the key that is kept; gives the key back with its counter moved.
    pub fn proves(
        &self,
        word: &str,
        answer: &PublicKeyCredential,
        credential: &str,
        now: Timestamp,
    ) -> Option<String> {
        let Asked::SigningIn(state) = self.take(word, now)? else {
            return None;
        };
        let mut key: Passkey = serde_json::from_str(credential).ok()?;
        let proof = self
            .relying
            .as_ref()?
            .finish_discoverable_authentication_v2(answer, *state, &key)
            .ok()?;
        key.update_credential(&proof);
        serde_json::to_string(&key).ok()
    }

    fn wait(&self, for_what: Asked, now: Timestamp) -> String {
        let word = session::fresh_token();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, one| one.until > now);
        if waiting.len() >= MOST {
            let oldest = waiting
                .iter()
                .min_by_key(|(_, one)| one.until)
                .map(|(word, _)| word.clone());
            waiting.remove(&oldest.unwrap_or_default());
        }
        let until = now.plus(WAITS);
        waiting.insert(word.clone(), Waiting { until, for_what });
        word
    }

    fn take(&self, word: &str, now: Timestamp) -> Option<Asked> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting
            .remove(word)
            .filter(|one| one.until > now)
            .map(|one| one.for_what)
    }
}

/// A key's id in hexadecimal.
fn spelled(id: impl AsRef<[u8]>) -> String {
    use std::fmt::Write as _;
    id.as_ref().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_a_number_has_no_passkeys() {
        assert!(!Passkeys::at("http://127.0.0.1:8080", "C").are_there());
        assert!(Passkeys::at("http://localhost:8080", "C").are_there());
        assert!(Passkeys::at("https://stories.example.gov.uk", "C").are_there());
    }

    #[test]
    fn a_question_waits_once_and_for_five_minutes() {
        let keys = Passkeys::at("http://localhost:1", "C");
        let now = Timestamp(0);
        let word = keys.ask_to_sign_in(now).unwrap().word;
        assert!(keys.take(&word, now).is_some());
        assert!(keys.take(&word, now).is_none(), "asked once");
        let word = keys.ask_to_sign_in(now).unwrap().word;
        assert!(keys.take(&word, now.plus(WAITS)).is_none(), "too late");
    }
}
