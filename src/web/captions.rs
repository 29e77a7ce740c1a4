//! The words of a recording as WebVTT and SubRip, read block by block so that one bad cue
//! costs only itself, and written as WebVTT. What cannot be read is listed, never dropped in silence.
use entity::transcript::Cue;
use subtp::srt::{SrtTimestamp, SubRip};
use subtp::vtt::{VttBlock, VttTimestamp, WebVtt};

/// What was found in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The lines, in the order of the text.
    pub cues: Vec<Cue>,
    /// Blocks that have a time but could not be read, as they were.
    pub dropped: Vec<String>,
}

/// Whether the text has times in it at all; plain words have none.
pub fn is_timed(text: &str) -> bool {
    text.contains("-->")
}

/// Reads WebVTT or SubRip (<https://www.w3.org/TR/webvtt1/>). Notes, styles and regions are passed over.
pub fn parse(text: &str) -> Parsed {
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let mut parsed = Parsed::default();
    for block in text
        .split("\n\n")
        .map(str::trim)
        .filter(|block| block.contains("-->"))
    {
        let first = block.lines().next().unwrap_or_default();
        if first.starts_with("NOTE") || first.starts_with("STYLE") || first.starts_with("REGION") {
            continue;
        }
        // A header that runs straight into its first cue is common in hand-made files.
        let block = if first.starts_with("WEBVTT") {
            block.split_once('\n').map_or("", |(_, rest)| rest)
        } else {
            block
        };
        match one(block) {
            Some(cue) if cue.end_ms > cue.start_ms && !cue.words.is_empty() => parsed.cues.push(cue),
            _ => parsed.dropped.push(block.to_owned()),
        }
    }
    parsed
}

/// Plain words as lines spread over a recording of `duration_ms`, by their length.
pub fn spread(text: &str, duration_ms: i64) -> Vec<Cue> {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let total: usize = lines.iter().map(|line| line.chars().count()).sum();
    let mut before = 0;
    let at = |letters: usize| {
        duration_ms * i64::try_from(letters).unwrap_or(0) / i64::try_from(total.max(1)).unwrap_or(1)
    };
    lines
        .into_iter()
        .map(|line| {
            let start_ms = at(before);
            before += line.chars().count();
            Cue {
                start_ms,
                end_ms: at(before),
                words: line.to_owned(),
            }
        })
        .collect()
}

/// The lines as WebVTT.
pub fn to_vtt(cues: &[Cue]) -> String {
    let mut out = String::from("WEBVTT\n");
    for cue in cues {
        out.push('\n');
        out.push_str(&one_to_vtt(cue));
    }
    out
}

/// One of them.
pub fn one_to_vtt(cue: &Cue) -> String {
    let words = cue
        .words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let words: Vec<&str> = words.lines().filter(|line| !line.trim().is_empty()).collect();
    let at = times((cue.start_ms, cue.end_ms));
    format!("{at}\n{}\n", words.join("\n"))
}

/// "00:00:01.000 --> 00:00:02.500"
pub fn times((start_ms, end_ms): (i64, i64)) -> String {
    format!("{} --> {}", clock(start_ms), clock(end_ms))
}

fn clock(milliseconds: i64) -> String {
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000);
    format!(
        "{:02}:{:02}:{:02}.{rest:03}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

fn one(block: &str) -> Option<Cue> {
    if let Ok(file) = WebVtt::parse(&format!("WEBVTT\n\n{block}\n")) {
        return file.blocks.into_iter().find_map(|block| match block {
            VttBlock::Que(cue) => Some(Cue {
                start_ms: vtt_ms(cue.timings.start),
                end_ms: vtt_ms(cue.timings.end),
                words: plain(&cue.payload),
            }),
            _ => None,
        });
    }
    let file = SubRip::parse(&format!("{block}\n")).ok()?;
    file.subtitles.into_iter().next().map(|line| Cue {
        start_ms: srt_ms(line.start),
        end_ms: srt_ms(line.end),
        words: plain(&line.text),
    })
}

fn vtt_ms(at: VttTimestamp) -> i64 {
    milliseconds(at.hours, at.minutes, at.seconds, at.milliseconds)
}

fn srt_ms(at: SrtTimestamp) -> i64 {
    milliseconds(at.hours, at.minutes, at.seconds, at.milliseconds)
}

fn milliseconds(hours: u8, minutes: u8, seconds: u8, rest: u16) -> i64 {
    ((i64::from(hours) * 60 + i64::from(minutes)) * 60 + i64::from(seconds)) * 1000 + i64::from(rest)
}

/// The words without voice, style and class marks; `&lt;` and its like as letters.
fn plain(lines: &[String]) -> String {
    let mut out = String::new();
    let mut inside = false;
    for letter in lines.join("\n").chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside => {}
            letter => out.push(letter),
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(start_ms: i64, end_ms: i64, words: &str) -> Cue {
        Cue {
            start_ms,
            end_ms,
            words: words.into(),
        }
    }

    #[test]
    fn webvtt_is_read_with_its_notes_and_marks_passed_over() {
        let text = "\u{feff}WEBVTT - film\r\n\r\nNOTE made by hand --> x\r\n\r\n1\r\n00:01.000 --> 00:02.500 align:start\r\n<v Sam>Siân &amp; me</v>\r\non the bus\r\n\r\n00:00:03.000 --> 00:00:04.000\r\nyes";
        let parsed = parse(text);
        assert_eq!(
            parsed.cues,
            [cue(1000, 2500, "Siân & me\non the bus"), cue(3000, 4000, "yes")]
        );
        assert!(parsed.dropped.is_empty());
    }

    #[test]
    fn subrip_is_read_and_a_bad_cue_costs_only_itself() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:xx --> 00:00:03,000\nlost\n\n3\n00:00:09,000 --> 00:00:08,000\nbackwards\n\n4\n00:00:04,000 --> 00:00:05,000\nThere";
        let parsed = parse(text);
        assert_eq!(parsed.cues, [cue(1000, 2000, "Hello"), cue(4000, 5000, "There")]);
        assert_eq!(parsed.dropped.len(), 2);
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let cues = [
            cue(0, 1500, "a < b --> c & d"),
            cue(3_600_000, 3_601_000, "🙂 Llŷr"),
        ];
        assert_eq!(parse(&to_vtt(&cues)).cues, cues);
    }

    #[test]
    fn plain_words_fill_the_length() {
        let cues = spread("one two\n\nthree", 12_000);
        assert_eq!(cues, [cue(0, 7000, "one two"), cue(7000, 12_000, "three")]);
    }
}
