//! A mail server of one room: takes what it is sent over real SMTP and keeps it, or is in no mood to.
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::app::{TestApp, spawn_app_with};

/// What the server does with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Takes,
    NotNow,
    Never,
}

/// A message as it came over the wire.
#[derive(Clone, Debug)]
pub struct Came {
    pub to: String,
    pub data: String,
}

impl Came {
    /// The address that the message leads to, with this beginning.
    pub fn link(&self, begins: &str) -> String {
        let at = self
            .data
            .find(begins)
            .unwrap_or_else(|| panic!("no {begins} in {}", self.data));
        let rest = &self.data[at..];
        let end = rest
            .find(|sign: char| sign.is_whitespace() || sign == '"')
            .unwrap();
        rest[..end].to_owned()
    }
}

/// The server. Ends when the runtime does.
#[derive(Clone)]
pub struct Post {
    pub port: u16,
    mood: Arc<Mutex<Mood>>,
    came: Arc<Mutex<Vec<Came>>>,
    tries: Arc<Mutex<usize>>,
}

impl Post {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let post = Self {
            port: listener.local_addr().unwrap().port(),
            mood: Arc::new(Mutex::new(Mood::Takes)),
            came: Arc::default(),
            tries: Arc::default(),
        };
        let server = post.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move {
                    // A client that goes away is no trouble of the server's.
                    let _ = server.serve(stream).await;
                });
            }
        });
        post
    }

    /// The program with this as its mail server, and texts through a gateway.
    pub async fn app(&self) -> TestApp {
        let port = self.port;
        spawn_app_with(|config| {
            config.mail.transport = firsthand::config::Transport::Smtp;
            config.mail.host = "127.0.0.1".into();
            config.mail.port = port;
            config.mail.tls = firsthand::config::Tls::None;
            config.mail.from = "Stories <stories@fernshire.example>".into();
            config.mail.text_gateway = "{number}@sms.example".into();
        })
        .await
    }

    pub fn feels(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    pub fn came(&self) -> Vec<Came> {
        self.came.lock().unwrap().clone()
    }

    /// How often somebody began to send.
    pub fn tries(&self) -> usize {
        *self.tries.lock().unwrap()
    }

    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut to = String::new();
        write.write_all(b"220 room\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let word = line.split([' ', ':']).next().unwrap().to_uppercase();
            let answer = match word.as_str() {
                "EHLO" | "HELO" => "250-room\r\n250 8BITMIME".to_owned(),
                "MAIL" => {
                    // Read before it is counted: who saw the try knows what came of it.
                    let mood = *self.mood.lock().unwrap();
                    *self.tries.lock().unwrap() += 1;
                    match mood {
                        Mood::NotNow => "451 not now".to_owned(),
                        Mood::Takes | Mood::Never => "250 yes".to_owned(),
                    }
                }
                "RCPT" if *self.mood.lock().unwrap() == Mood::Never => "550 nobody here".to_owned(),
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap().to_owned();
                    "250 yes".to_owned()
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await?;
                    let mut data = String::new();
                    while let Some(line) = lines.next_line().await? {
                        if line == "." {
                            break;
                        }
                        // A line that goes on in the next one ends with this.
                        match line.strip_suffix('=') {
                            Some(part) => data.push_str(part),
                            None => data.extend([line.as_str(), "\n"]),
                        }
                    }
                    self.came.lock().unwrap().push(Came { to: to.clone(), data });
                    "250 kept".to_owned()
                }
                "QUIT" => {
                    write.write_all(b"221 bye\r\n").await?;
                    return Ok(());
                }
                _ => "250 yes".to_owned(),
            };
            write.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
        Ok(())
    }
}
