//! How often a door may be tried. Counts by address and by account; must never lock anyone out for long.
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use actix_web::HttpRequest;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::error::Error;
use crate::config::{Security, Server};

/// What is being tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    SignIn,
    Card,
    Invitation,
    Link,
    Phone,
    Help,
}

/// Keeps count, in memory: a restart forgives.
#[derive(Debug)]
pub struct Throttle {
    by_address: DefaultKeyedRateLimiter<(Door, IpAddr)>,
    by_account: DefaultKeyedRateLimiter<(Door, String)>,
    behind_proxy: bool,
}

impl Throttle {
    pub fn new(security: &Security, server: &Server) -> Self {
        let a_minute = |tries: u32| Quota::per_minute(NonZeroU32::new(tries).unwrap_or(NonZeroU32::MIN));
        Self {
            by_address: RateLimiter::keyed(a_minute(security.address_tries_per_minute)),
            by_account: RateLimiter::keyed(a_minute(security.account_tries_per_minute)),
            behind_proxy: server.behind_proxy,
        }
    }

    /// Counts a try from this address at this account (an email address, or the hash of a token).
    pub fn count(&self, door: Door, request: &HttpRequest, account: &str) -> Result<(), Error> {
        // Quiet keys go as soon as the table grows, so that guessing cannot fill the memory.
        if self.by_account.len() > 10_000 {
            self.by_account.retain_recent();
            self.by_address.retain_recent();
        }
        let address = self.by_address.check_key(&(door, self.address(request)));
        let account = self
            .by_account
            .check_key(&(door, account.chars().take(254).collect()));
        if address.is_err() || account.is_err() {
            Err(Error::RateLimited)
        } else {
            Ok(())
        }
    }

    fn address(&self, request: &HttpRequest) -> IpAddr {
        let forwarded = request
            .headers()
            .get("x-forwarded-for")
            .filter(|_| self.behind_proxy);
        // Only the last entry is our own proxy's word; the others are the caller's.
        let forwarded =
            forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        let peer = || request.peer_addr().map(|peer| peer.ip());
        match forwarded
            .or_else(peer)
            .unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED))
        {
            // One home has a whole /64.
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
            v4 @ IpAddr::V4(_) => v4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn throttle(behind_proxy: bool) -> Throttle {
        let security = Security {
            account_tries_per_minute: 2,
            address_tries_per_minute: 3,
            ..Security::default()
        };
        Throttle::new(
            &security,
            &Server {
                behind_proxy,
                ..Server::default()
            },
        )
    }

    #[test]
    fn one_account_and_one_address_are_counted_apart() {
        let throttle = throttle(false);
        let here = TestRequest::default()
            .peer_addr("10.0.0.1:1".parse().unwrap())
            .to_http_request();
        let there = TestRequest::default()
            .peer_addr("10.0.0.2:1".parse().unwrap())
            .to_http_request();
        assert!(throttle.count(Door::SignIn, &here, "a").is_ok());
        assert!(throttle.count(Door::SignIn, &here, "a").is_ok());
        assert!(
            throttle.count(Door::SignIn, &there, "a").is_err(),
            "the account has had its tries"
        );
        assert!(throttle.count(Door::SignIn, &here, "b").is_ok());
        assert!(
            throttle.count(Door::SignIn, &here, "c").is_err(),
            "the address has had its tries"
        );
        assert!(throttle.count(Door::Card, &here, "a").is_ok(), "another door");
    }

    #[test]
    fn a_caller_cannot_name_its_own_address() {
        let throttle = throttle(true);
        let request = |header: &'static str| {
            TestRequest::default()
                .insert_header(("x-forwarded-for", header))
                .to_http_request()
        };
        assert_eq!(
            throttle.address(&request("1.1.1.1, 9.9.9.9")),
            throttle.address(&request("2.2.2.2, 9.9.9.9"))
        );
    }
}
