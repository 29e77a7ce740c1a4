//! How the web server listens and how people reach it. Must never hold a secret.
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// Address and port to bind; port 0 takes any free one.
    pub listen: String,
    /// What people type, for links on cards and invitations. Empty: worked out from `listen`.
    pub public_url: String,
    /// Send cookies over https only. Empty: yes when `public_url` is https.
    pub secure_cookies: Option<bool>,
    /// Take the caller's address from `X-Forwarded-For`; only behind a proxy that sets it.
    pub behind_proxy: bool,
    /// Worker threads; 0 means one a core.
    pub workers: usize,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            public_url: String::new(),
            secure_cookies: None,
            behind_proxy: false,
            workers: 0,
        }
    }
}

impl Server {
    /// True when cookies must not travel over plain http.
    pub fn secure(&self) -> bool {
        self.secure_cookies
            .unwrap_or_else(|| self.public_url.starts_with("https://"))
    }

    /// True when only this machine reaches the address.
    fn listens_to_itself(&self) -> bool {
        let host = self.listen.rsplit_once(':').map_or("", |(host, _)| host);
        let ip = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost" || ip.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    pub(super) fn validate(&self) -> Result<(), String> {
        let url = self.public_url.as_str();
        let local = ["http://127.0.0.1", "http://localhost", "http://[::1]"]
            .iter()
            .any(|start| url.starts_with(start));
        if !url.is_empty() && !url.starts_with("https://") && !local {
            return Err(format!(
                "server.public_url is {url:?}, where cards and passwords would travel unprotected: use an address that starts with https://"
            ));
        }
        if url.is_empty() && !self.listens_to_itself() {
            return Err(format!(
                "server.listen is {:?}, which other machines reach, and server.public_url is empty: set server.public_url to the https:// address that people type",
                self.listen
            ));
        }
        if url.ends_with('/') {
            return Err(format!(
                "server.public_url is {url:?}: take the slash off its end"
            ));
        }
        if self.secure_cookies == Some(false) && url.starts_with("https://") {
            return Err(
                "server.secure_cookies is off while server.public_url is https: take the setting out".into(),
            );
        }
        Ok(())
    }
}
