//! The internet between a phone and the council: slow, and gone when it is cut.
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Bytes that go up before it takes a breath of [`BREATH`]: some two megabytes a second.
const GULP: usize = 20_000;
const BREATH: Duration = Duration::from_millis(10);

/// A door of its own to the council. Ends with the test.
pub struct Relay {
    pub address: String,
    up: Arc<watch::Sender<bool>>,
    /// How many bytes still go up before it is cut.
    left: Arc<AtomicI64>,
}

impl Relay {
    pub async fn to(address: &str) -> Self {
        let council = address.strip_prefix("http://").unwrap().to_owned();
        let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let up = Arc::new(watch::Sender::new(true));
        let relay = Self {
            address: format!("http://{}", door.local_addr().unwrap()),
            up: Arc::clone(&up),
            left: Arc::new(AtomicI64::new(i64::MAX)),
        };
        let left = Arc::clone(&relay.left);
        tokio::spawn(async move {
            while let Ok((phone, _)) = door.accept().await {
                let mut is_up = up.subscribe();
                if !*is_up.borrow() {
                    // Closed at once, as a connection that is not there.
                    continue;
                }
                let council = TcpStream::connect(&council).await.unwrap();
                let (left, cut) = (Arc::clone(&left), Arc::clone(&up));
                tokio::spawn(async move {
                    tokio::select! {
                        () = carry(phone, council, &left, &cut) => {}
                        _ = is_up.wait_for(|up| !up) => {}
                    }
                });
            }
        });
        relay
    }

    /// Every connection breaks off, and none comes about until it is mended.
    pub fn cut(&self) {
        self.up.send_replace(false);
    }

    pub fn mend(&self) {
        self.up.send_replace(true);
    }

    /// Mends it for so many bytes from the phone; answers when it is cut again.
    pub async fn mend_for(&self, bytes: i64) {
        let mut is_up = self.up.subscribe();
        self.left.store(bytes, Ordering::SeqCst);
        self.mend();
        is_up.wait_for(|up| !up).await.unwrap();
        self.left.store(i64::MAX, Ordering::SeqCst);
    }
}

/// Up slowly, down as it comes.
async fn carry(phone: TcpStream, council: TcpStream, left: &AtomicI64, cut: &watch::Sender<bool>) {
    let (mut from_phone, mut to_phone) = phone.into_split();
    let (mut from_council, mut to_council) = council.into_split();
    let up = async {
        let mut gulp = vec![0; GULP];
        while let Ok(read @ 1..) = from_phone.read(&mut gulp).await {
            if to_council.write_all(gulp.get(..read).unwrap()).await.is_err() {
                break;
            }
            if left.fetch_sub(i64::try_from(read).unwrap(), Ordering::SeqCst) < 0 {
                cut.send_replace(false);
            }
            tokio::time::sleep(BREATH).await;
        }
    };
    let down = tokio::io::copy(&mut from_council, &mut to_phone);
    tokio::select! {
        () = up => {}
        _ = down => {}
    }
}
