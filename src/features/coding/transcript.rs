//! The words of a film or sound: captions with times, or plain words spread over its length.
//! A line that cannot be read stops the saving and is shown; nothing is dropped in silence.
use actix_web::{HttpRequest, web};
use entity::StoryId;
use entity::look::{self, Via};
use entity::story::Shown;
use entity::transcript::{self, Crossing, Cue, Said};
use serde::Serialize;

use crate::state::State;
use crate::web::components::{BackLink, Button, ErrorSummary, Textarea};
use crate::web::{
    Error, Fields, Form, Invalid, Page, Reply, Who, captions, dates, form, looked, see_other_saying,
};

/// Longest text, in letters: hours of talk.
const LONGEST: usize = 400_000;
/// How long a word takes to say, when the length of the recording is not known.
const WORD_MS: usize = 400;

#[derive(Debug, Serialize)]
struct TranscriptPage {
    errors: Option<ErrorSummary>,
    back: BackLink,
    title: String,
    /// Nothing was filmed or recorded.
    no_media: bool,
    lines: usize,
    /// What the teller said of the lines, in sentences.
    said: Vec<String>,
    dropped: Vec<String>,
    words: Textarea,
    button: Button,
}

impl Page for TranscriptPage {
    const TEMPLATE: &'static str = "coding/transcript.html";

    fn has_errors(&self) -> bool {
        self.errors.is_some()
    }
}

impl TranscriptPage {
    fn new(story: &Shown, said: Said, form: &Form, errors: &Invalid, dropped: Vec<String>) -> Self {
        Self {
            said: in_sentences(said),
            errors: errors.summary(),
            back: BackLink::new(format!("/studio/stories/{}", story.id)).words(story.title.as_str()),
            title: story.title.clone(),
            no_media: story.media.is_none(),
            lines: story.cues.len(),
            dropped,
            words: Textarea::new("words", "Words of the film")
                .hint("WebVTT or SubRip captions, or plain words with one line for each thing said")
                .rows(16)
                .value(form.typed("words"))
                .error(errors.message("words")),
            button: Button::new("Save the words").once(),
        }
    }
}

fn in_sentences(said: Said) -> Vec<String> {
    let mut sentences = of_lines(said);
    if said.put_right > 0 && said.own_text {
        let text = "The story has a text of its own as well. Check that it says what they say.";
        sentences.push(text.to_owned());
    }
    sentences
}

fn of_lines(said: Said) -> Vec<String> {
    let agreed = match said.agreed_at {
        Some(at) => format!(
            "The teller said on {} that these are their words.",
            dates::day(at)
        ),
        None => "The teller has not said yet that these are their words.".to_owned(),
    };
    let lines = match said.put_right {
        0 => return vec![agreed],
        1 => "They put 1 line right. It stays as they said it.".to_owned(),
        lines => format!("They put {lines} lines right. These stay as they said them."),
    };
    vec![agreed, lines]
}

async fn open(state: &State, who: &Who, id: StoryId) -> Result<Shown, Error> {
    let story = entity::story::open(&state.db, who, id, state.clock.now()).await?;
    // Without the words it could not be seen again; in another project it is not for this team.
    if !who.is_on(story.project) || !story.forms.words {
        return Err(Error::NotFound);
    }
    Ok(story)
}

pub async fn page(state: State, who: Who, request: HttpRequest, id: web::Path<String>) -> Reply {
    let story = open(&state, &who, id.parse()?).await?;
    looked(
        &state,
        &who,
        &request,
        &look::of_page(&who, [&story], Via::Studio),
    )
    .await?;
    // What is there already, to mend.
    let there = captions::to_vtt(&story.cues);
    let form = if story.cues.is_empty() {
        Form::default()
    } else {
        Form::parse(format!("words={}", form::escape(&there)).as_bytes())
    };
    let said = transcript::said(&state.db, &who, story.id, state.now()).await?;
    let page = TranscriptPage::new(&story, said, &form, &Invalid::default(), Vec::new());
    state.page(&who, &page)
}

fn read(story: &Shown, said: Said, form: &Form) -> Result<Vec<Cue>, (Invalid, Vec<String>)> {
    let mut fields = Fields::of(form);
    let words = fields.text("words", LONGEST, "Put in the words of the film");
    if story.media.is_none() {
        fields.refuse::<()>("words", "There is no film or sound in this story yet");
    }
    let words = fields.finish(|| words).map_err(|errors| (errors, Vec::new()))?;
    if !captions::is_timed(&words) {
        // Spread over the recording, every line is at another time than before.
        if said.put_right > 0 {
            let why = "The person put lines right, and plain words have no times to keep these by. \
                       Open this page again and mend the lines that are there";
            return Err((Invalid::one("words", why), Vec::new()));
        }
        return Ok(captions::spread(&words, length(story, &words)));
    }
    let parsed = captions::parse(&words);
    if parsed.dropped.is_empty() && !parsed.cues.is_empty() {
        return Ok(parsed.cues);
    }
    let message = match parsed.dropped.len() {
        0 => "We found no line to save".to_owned(),
        1 => "We could not read one line. It is shown below: mend it or take it out".to_owned(),
        count => format!("We could not read {count} lines. They are shown below: mend them or take them out"),
    };
    Err((Invalid::one("words", message), parsed.dropped))
}

/// The length of the recording; guessed from the words when it is not known yet.
fn length(story: &Shown, words: &str) -> i64 {
    let known = story.assets.iter().filter_map(|asset| asset.duration_ms).max();
    let guess = words.split_whitespace().count().saturating_mul(WORD_MS);
    known.unwrap_or_else(|| i64::try_from(guess).unwrap_or(i64::MAX))
}

/// The lines that go over lines of the teller's, as they were sent, each with the times of the teller's.
fn named(typed: &[Cue], crossing: &[Crossing]) -> Vec<String> {
    let line = |one: &Crossing| {
        let line = captions::one_to_vtt(typed.get(one.line)?);
        let times: Vec<String> = one.over.iter().copied().map(captions::times).collect();
        Some(format!("{line}Put right by the person: {}", times.join(", ")))
    };
    crossing.iter().filter_map(line).collect()
}

pub async fn save(state: State, who: Who, id: web::Path<String>, form: Form) -> Reply {
    let id: StoryId = id.parse()?;
    let story = open(&state, &who, id).await?;
    let now = state.clock.now();
    let said = transcript::said(&state.db, &who, id, now).await?;
    let again = |errors: &Invalid, lines: Vec<String>| {
        state.refused(&who, &TranscriptPage::new(&story, said, &form, errors, lines))
    };
    let typed = match read(&story, said, &form) {
        Ok(cues) => cues,
        Err((errors, dropped)) => return again(&errors, dropped),
    };
    let cues = transcript::mended(&state.db, &who, id, typed.clone(), now).await?;
    let tx = state.db.begin().await?;
    let stood = match transcript::set(&tx, &who, id, &cues, now).await {
        Ok(stood) => stood,
        Err(entity::Error::Refused(why)) => {
            drop(tx);
            let crossing = transcript::crossing(&state.db, &who, id, &cues, now).await?;
            return again(&Invalid::one("words", why), named(&typed, &crossing));
        }
        Err(error) => return Err(error.into()),
    };
    tx.commit().await?;
    state.changed();
    let saved = "The words are saved. The person has to look at their story again and say yes.";
    let notice = match stood {
        0 => saved.to_owned(),
        1 => format!("{saved} 1 line stays as the person put it right."),
        lines => format!("{saved} {lines} lines stay as the person put them right."),
    };
    Ok(see_other_saying(
        &state,
        &format!("/studio/stories/{id}"),
        &notice,
    ))
}
