//! Sounds that a program can tell apart: each a recording of one tone, as the pages serve it.
use super::world::World;

/// Samples a second, and how many: a fifth of a second.
const RATE: u32 = 8_000;
const LENGTH: u32 = RATE / 5;

/// The tone of a sound that everybody may hear: it is near no other.
pub const NOBODYS: u32 = 220;

/// A tone for each story, in hertz, far from all others.
pub fn tone(number: usize) -> u32 {
    400 + 100 * u32::try_from(number).unwrap()
}

/// A recording of one tone: a WAV of one channel, 16 bits a sample.
pub fn recording(tone: u32) -> Vec<u8> {
    let bytes = LENGTH * 2;
    let mut wav = Vec::new();
    wav.extend(b"RIFF");
    wav.extend((36 + bytes).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    for part in [1_u16, 1] {
        wav.extend(part.to_le_bytes());
    }
    wav.extend(RATE.to_le_bytes());
    wav.extend((RATE * 2).to_le_bytes());
    for part in [2_u16, 16] {
        wav.extend(part.to_le_bytes());
    }
    wav.extend(b"data");
    wav.extend(bytes.to_le_bytes());
    for sample in 0..LENGTH {
        let turn = f64::from(sample * tone) / f64::from(RATE) * std::f64::consts::TAU;
        #[expect(clippy::cast_possible_truncation, reason = "a sine of this height is 16 bits")]
        wav.extend(((turn.sin() * 20_000.0) as i16).to_le_bytes());
    }
    wav
}

/// The planted sounds that somebody hears in this: how often the wave rises is how high it is.
pub fn sounds(world: &World, bytes: &[u8]) -> Vec<usize> {
    if !bytes.starts_with(b"RIFF") || bytes.len() < 44 {
        return Vec::new();
    }
    let samples: Vec<i16> = bytes[44..]
        .chunks_exact(2)
        .map(|two| i16::from_le_bytes([two[0], two[1]]))
        .collect();
    let rises = samples.windows(2).filter(|two| two[0] < 0 && two[1] >= 0).count();
    let heard = u32::try_from(rises).unwrap() * RATE / LENGTH;
    let planted = (0..world.planted.len()).filter(|number| tone(*number).abs_diff(heard) < 40);
    planted.collect()
}

#[test]
fn each_tone_is_heard_as_itself() {
    for tone in (0..27).map(tone).chain([NOBODYS]) {
        let wav = recording(tone);
        let rises = wav[44..]
            .chunks_exact(2)
            .map(|two| i16::from_le_bytes([two[0], two[1]]))
            .collect::<Vec<_>>()
            .windows(2)
            .filter(|two| two[0] < 0 && two[1] >= 0)
            .count();
        assert!(
            tone.abs_diff(u32::try_from(rises).unwrap() * 5) < 40,
            "{tone}: {rises}"
        );
    }
}
