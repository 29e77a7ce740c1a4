//! A Chromium of its own for one person, through a chromedriver on a free port.
//! Must never sleep: it waits for what it needs to see.
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use entity::Role;
use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::council::{Council, council};

/// Width and height in CSS pixels.
pub type Size = (u32, u32);
pub const PHONE: Size = (360, 740);
pub const DESK: Size = (1280, 900);

const PATIENCE: Duration = Duration::from_secs(10);
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
];

/// Somebody at a screen. The browser ends when this is dropped, also when a test does not hold.
pub struct Browser {
    pub client: Client,
    pub council: &'static Council,
    /// Where it finds the council.
    pub address: String,
    driver: Child,
    // Goes when the browser goes.
    profile: TempDir,
    size: Size,
    more: &'static [&'static str],
    ended: bool,
}

/// A camera and a microphone that show and hum something, and a person who always presses Allow.
pub const CAMERA: &[&str] = &[
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
];
/// The same, and somebody who never does.
pub const REFUSED: &[&str] = &["--use-fake-device-for-media-stream", "--deny-permission-prompts"];
/// A phone that has neither.
pub const NO_CAMERA: &[&str] = &["--use-fake-ui-for-media-stream"];

/// A command of chromedriver that the standard does not have.
#[derive(Debug)]
struct Chrome {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Chrome {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

impl Browser {
    /// Nobody yet, at a screen of this size.
    pub async fn open(size: Size) -> Self {
        Self::open_with(size, &[]).await
    }

    /// The same with these flags beside the others.
    pub async fn open_with(size: Size, more: &'static [&'static str]) -> Self {
        Self::start(size, size.0 < 600, json!({}), more, TempDir::new().unwrap()).await
    }

    /// The battery is dead: everything ends at once. Then the same phone is switched on again.
    pub async fn die_and_start_again(mut self) -> Self {
        self.end();
        let profile = std::mem::replace(&mut self.profile, TempDir::new().unwrap());
        for lock in ["SingletonLock", "SingletonCookie", "SingletonSocket"] {
            let _ = std::fs::remove_file(profile.path().join(lock));
        }
        let mut again = Self::start(self.size, self.size.0 < 600, json!({}), self.more, profile).await;
        again.address.clone_from(&self.address);
        again
    }

    /// The same where no script of a page runs, as when a person or a workplace turned them off.
    pub async fn without_javascript(size: Size) -> Self {
        let off = json!({"profile.default_content_setting_values.javascript": 2});
        // With touch as well chromedriver waits for ever for its own scripts.
        let browser = Self::start(size, false, off, &[], TempDir::new().unwrap()).await;
        let page = "data:text/html,<title>off</title><script>document.title='on'</script>";
        browser.client.goto(page).await.unwrap();
        assert_eq!(browser.client.title().await.unwrap(), "off");
        browser
    }

    async fn start(
        size: Size,
        touch: bool,
        preferences: Value,
        more: &'static [&'static str],
        profile: TempDir,
    ) -> Self {
        let council = council();
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("chromedriver is installed");
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines
            .find_map(|line| {
                let line = line.unwrap();
                let port = line.split("successfully on port ").nth(1)?;
                Some(port.trim_end_matches('.').to_owned())
            })
            .expect("chromedriver tells its port");
        let flags = FLAGS.iter().chain(more);
        let mut flags: Vec<String> = flags.map(|flag| (*flag).to_owned()).collect();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let wanted = json!({
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {
                "args": flags,
                "prefs": preferences,
                "mobileEmulation": {"deviceMetrics": {
                    "width": size.0, "height": size.1, "pixelRatio": 1.0,
                    "touch": touch, "mobile": size.0 < 600,
                }},
            },
        });
        let wanted: Capabilities = serde_json::from_value(wanted).unwrap();
        let address = format!("http://127.0.0.1:{port}");
        let client = Client::with_capabilities_and_connector(&address, &wanted, HttpConnector::new())
            .await
            .unwrap();
        Self {
            client,
            council,
            address: council.address.clone(),
            driver,
            profile,
            size,
            more,
            ended: false,
        }
    }

    /// Sam with the card in hand.
    pub async fn sam(size: Size) -> Self {
        let browser = Self::open(size).await;
        browser.take_card().await;
        browser
    }

    /// The first member of staff with this role, signed in.
    pub async fn staff(role: Role, size: Size) -> Self {
        let browser = Self::open(size).await;
        browser.go("/sign-in").await;
        let email = browser.council.email(role);
        browser.write("input[name=email]", email).await;
        browser
            .write("input[name=password]", firsthand::demo::PASSWORD)
            .await;
        browser
            .press("main form button[type=submit]:not([hidden]):not([data-module*=password])")
            .await;
        browser.see("header form[action='/sign-out']").await;
        browser
    }

    /// Runs a script in every page from now on, before the page's own.
    pub async fn before_each_page(&self, script: &str) {
        let body = json!({"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": script}});
        let path = "goog/cdp/execute";
        self.client.issue_cmd(Chrome { path, body }).await.unwrap();
    }

    /// Gives the browser a phone's lock that opens for whoever asks, and goes to the name that it works at.
    pub async fn with_a_lock(&mut self) {
        self.address = self.council.state.config.server.public_url.clone();
        let body = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserVerified": true, "isUserConsenting": true,
        });
        let path = "webauthn/authenticator";
        self.client.issue_cmd(Chrome { path, body }).await.unwrap();
    }

    pub async fn take_card(&self) {
        self.take_card_of("sam").await;
    }

    pub async fn take_card_of(&self, name: &str) {
        self.go(&format!("/c/demo-{name}")).await;
        self.press("button[value=yes]").await;
        self.at("/me").await;
    }

    /// Comes back when somebody else may come in.
    pub async fn sign_out(&self) {
        self.press("header form[action='/sign-out'] button").await;
        self.see("main a[href='/start']").await;
    }

    pub async fn go(&self, path: &str) {
        let address = format!("{}{path}", self.address);
        self.client.goto(&address).await.unwrap();
    }

    pub async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    /// Waits for what `css` finds.
    pub async fn see(&self, css: &str) -> Element {
        let wait = self.client.wait().at_most(PATIENCE);
        match wait.for_element(Locator::Css(css)).await {
            Ok(element) => element,
            Err(error) => panic!("no {css} on {}: {error}", self.path().await),
        }
    }

    /// Waits until the address ends with this.
    pub async fn at(&self, end: &str) {
        let began = std::time::Instant::now();
        loop {
            let path = self.path().await;
            if path.ends_with(end) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "waited for {end}, still at {path}");
        }
    }

    pub async fn press(&self, css: &str) {
        self.see(css).await.click().await.unwrap();
    }

    pub async fn write(&self, css: &str, words: &str) {
        self.see(css).await.send_keys(words).await.unwrap();
    }

    /// Presses keys where the keys are.
    pub async fn keys(&self, keys: &str) {
        let here = self.client.active_element().await.unwrap();
        here.send_keys(keys).await.unwrap();
    }

    /// Presses the Tab key, wherever the keys are; a field for a file would take it for a name.
    pub async fn tab(&self) {
        for what in ["rawKeyDown", "keyUp"] {
            let key = json!({"type": what, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9});
            let body = json!({"cmd": "Input.dispatchKeyEvent", "params": key});
            let path = "goog/cdp/execute";
            self.client.issue_cmd(Chrome { path, body }).await.unwrap();
        }
    }

    /// Empties a field.
    pub async fn clear(&self, css: &str) {
        self.see(css).await.clear().await.unwrap();
    }

    /// The path the first link goes to, of those `css` finds.
    pub async fn link(&self, css: &str) -> String {
        self.see(css).await.attr("href").await.unwrap().unwrap()
    }

    /// The words of the page as a person sees them.
    pub async fn words(&self) -> String {
        let began = std::time::Instant::now();
        loop {
            match self.see("main").await.text().await {
                Ok(said) => return said,
                // The page went while it was read: the next one comes.
                Err(error) => assert!(began.elapsed() < PATIENCE, "the page cannot be read: {error}"),
            }
        }
    }

    /// What a script answers.
    pub async fn ask(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap()
    }

    /// What a script answers by calling its last argument.
    pub async fn ask_later(&self, script: &str) -> Value {
        self.client.execute_async(script, vec![]).await.unwrap()
    }

    /// What the console said since the last time: broken scripts, what the content policy stopped.
    pub async fn complaints(&self) -> Vec<String> {
        let body = json!({"type": "browser"});
        let log = self.client.issue_cmd(Chrome { path: "se/log", body }).await;
        let log = log.unwrap();
        let lines = log.as_array().unwrap().iter();
        lines
            .filter(|line| line["level"] == "SEVERE")
            .map(|line| line["message"].to_string())
            .collect()
    }
}

impl Browser {
    fn end(&mut self) {
        if std::mem::replace(&mut self.ended, true) {
            return;
        }
        // The group holds chromedriver and its Chromium, and nothing else.
        if let Some(group) = rustix::process::Pid::from_raw(self.driver.id().cast_signed()) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.driver.wait();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.end();
    }
}
