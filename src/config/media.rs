//! Limits on what people send and how long the film tools may run. Sizes in bytes, times in seconds.
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Media {
    /// Largest single film, sound or picture.
    pub max_upload_bytes: u64,
    /// An upload that nobody touched for this long is swept away.
    pub upload_expires_seconds: u64,
    /// Longest that ffmpeg may work on one film; less for short ones.
    pub transcode_timeout_seconds: u64,
    /// Names on the path, or paths.
    pub ffmpeg: String,
    pub ffprobe: String,
}

impl Default for Media {
    fn default() -> Self {
        Self {
            max_upload_bytes: 4 << 30,
            upload_expires_seconds: 7 * 24 * 3600,
            transcode_timeout_seconds: 6 * 3600,
            ffmpeg: "ffmpeg".into(),
            ffprobe: "ffprobe".into(),
        }
    }
}

impl Media {
    pub(super) fn validate(&self) -> Result<(), String> {
        if self.max_upload_bytes < 1 << 20 {
            return Err(
                "media.max_upload_bytes is under 1048576 (1 MiB), too small for a photo: raise it".into(),
            );
        }
        if self.transcode_timeout_seconds < 1 || self.ffmpeg.is_empty() || self.ffprobe.is_empty() {
            return Err(
                "media.ffmpeg and media.ffprobe name programs, and media.transcode_timeout_seconds is 1 or more: take an empty one out".into(),
            );
        }
        Ok(())
    }
}
