//! The made-up stories: told, coded, released, taken back and held, each at its own day.
use std::collections::HashMap;

use anyhow::Context as _;
use entity::concern::{self, WordsOf, Worry};
use entity::consent::{Asked, Choice, WORDING};
use entity::showcase::NewShowcase;
use entity::story::NewStory;
use entity::theme::Framework;
use entity::{Audience, Form, HoldGround, StoryId, StoryKind, ThemeId, Timestamp, Viewer};
use entity::{coding, consent, hold, showcase, story, theme, transcript};

use super::deciding;
use super::file::{self, CouncilFile, StatusWord, StoryLine};
use super::people::People;
use crate::app::App;
use crate::state::State;
use crate::web::upload;

/// Loads every story, then the showcases that are made of them.
pub(super) async fn load(
    app: &App,
    file: &CouncilFile,
    people: &People,
    now: Timestamp,
) -> anyhow::Result<()> {
    let state = app.state();
    let frameworks = theme::frameworks(&state.db).await?;
    let mut lines: Vec<&StoryLine> = file.stories.iter().collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.told_days_ago));
    let mut told = HashMap::new();
    for line in lines {
        let at = now.plus_days(-line.told_days_ago);
        let id = tell(state, line, people, &frameworks, at)
            .await
            .with_context(|| line.key.clone())?;
        told.insert(line.key.as_str(), (id, at));
    }
    app.settle().await?;
    for line in &file.stories {
        let (id, at) = *told.get(line.key.as_str()).context("every story was told")?;
        finish(state, line, people, id, at)
            .await
            .with_context(|| line.key.clone())?;
    }
    showcases(state, file, people, &told).await?;
    deciding::load(state, file, people, &frameworks, &told).await
}

/// What the teller or the researcher did on the day.
async fn tell(
    state: &State,
    line: &StoryLine,
    people: &People,
    frameworks: &[Framework],
    at: Timestamp,
) -> anyhow::Result<StoryId> {
    let (participant, teller, researcher) = people.teller(&line.participant)?;
    let by = if line.kind == StoryKind::Interview {
        researcher
    } else {
        teller
    };
    let helper = line.helper.as_ref();
    let new = NewStory {
        kind: line.kind,
        participant,
        title: line.title.clone(),
        words: line.words.clone(),
        place: line.place.clone(),
        told_at: at,
        feeling: line.feeling,
        nonce: line.key.clone(),
        how_told: line.how_told.clone(),
        helper_name: helper.map(|helper| helper.name.clone()).unwrap_or_default(),
        helper_how: helper.map(|helper| helper.how.clone()).unwrap_or_default(),
        started_at: at.plus(-line.minutes * 60_000),
    };
    let tx = state.db.begin().await?;
    let id = story::start(&tx, by, new, at).await?;
    consent::record(&tx, by, id, &choices(line, at), &asked(line), at).await?;
    let about: Vec<ThemeId> = line
        .about
        .iter()
        .filter_map(|key| find(frameworks, theme::COUNCIL, key))
        .collect();
    tx.commit().await?;
    if let Some(name) = &line.media {
        let upload = upload::keep(state, by, name, file::bytes(name)?.into(), at).await?;
        upload::attach_as(state, by, upload, id, at).await?;
    }
    if line.status != StatusWord::Draft {
        let tx = state.db.begin().await?;
        story::send(&tx, by, id, at).await?;
        story::finish_capture(&tx, by, id, fields(line), at).await?;
        tx.commit().await?;
    }
    // What a researcher brings back is its teller's once it is sent.
    if line.status != StatusWord::Draft || line.kind != StoryKind::Interview {
        let tx = state.db.begin().await?;
        coding::set_about(&tx, teller, id, &about, at).await?;
        tx.commit().await?;
    }
    if line.status != StatusWord::Draft {
        code(state, line, researcher, frameworks, id, at.plus_days(2)).await?;
    }
    Ok(id)
}

fn asked(line: &StoryLine) -> Asked {
    let explained = if line.kind == StoryKind::Interview {
        "read together"
    } else {
        "pictures on the phone"
    };
    let present = line
        .helper
        .as_ref()
        .map(|helper| helper.name.clone())
        .unwrap_or_default();
    Asked {
        wording: WORDING.to_owned(),
        explained: explained.to_owned(),
        present,
    }
}

/// Every form for every audience, a yes or a no.
fn choices(line: &StoryLine, at: Timestamp) -> Vec<Choice> {
    let until = line.consent.until_days.map(|days| at.plus_days(days));
    let mut choices = Vec::new();
    for audience in Audience::ALL {
        let said = line.consent.answers.get(audience);
        for form in Form::ALL {
            let yes = said.is_some_and(|forms| forms.contains(form));
            choices.push(Choice {
                form: *form,
                audience: *audience,
                yes,
                until: until.filter(|_| yes),
            });
        }
    }
    choices
}

fn fields(line: &StoryLine) -> i32 {
    // Title, words, place, day, how it was told, consent and what the line has besides.
    let besides = [
        line.feeling.is_some(),
        line.helper.is_some(),
        line.media.is_some(),
        !line.about.is_empty(),
    ];
    6 + besides.into_iter().map(i32::from).sum::<i32>()
}

pub(super) fn find(frameworks: &[Framework], framework: &str, key: &str) -> Option<ThemeId> {
    let framework = frameworks.iter().find(|known| known.key == framework)?;
    framework.theme(key).map(|theme| theme.id)
}

async fn code(
    state: &State,
    line: &StoryLine,
    researcher: &Viewer,
    frameworks: &[Framework],
    id: StoryId,
    at: Timestamp,
) -> anyhow::Result<()> {
    for one in &line.codings {
        let theme = find(frameworks, &one.framework, &one.theme)
            .with_context(|| format!("no theme {}", one.theme))?;
        let seen = story::open(&state.db, researcher, id, at).await;
        let words = seen.ok().and_then(|seen| seen.words);
        let span = match (&one.quote, &words) {
            (Some(quote), Some(words)) => match position(words, quote) {
                Some((start, end)) => Some(coding::span(&state.db, researcher, id, start, end, at).await?),
                // The quote holds a name that the team sees masked: the theme is on the whole story.
                None => None,
            },
            _ => None,
        };
        let tx = state.db.begin().await?;
        coding::add(&tx, researcher, id, span, theme, at).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Where a quote stands, in code points.
fn position(words: &str, quote: &str) -> Option<(usize, usize)> {
    let at = words.find(quote)?;
    let start = words.get(..at)?.chars().count();
    Some((start, start + quote.chars().count()))
}

/// What came after: the words of the film, the second yes, the change of mind.
async fn finish(
    state: &State,
    line: &StoryLine,
    people: &People,
    id: StoryId,
    at: Timestamp,
) -> anyhow::Result<()> {
    let (_, teller, researcher) = people.teller(&line.participant)?;
    let later = at.plus_days(1);
    let tx = state.db.begin().await?;
    if let Some(name) = &line.captions {
        let cues = crate::web::captions::parse(&String::from_utf8(file::bytes(name)?)?).cues;
        transcript::set(&tx, researcher, id, &cues, later).await?;
    }
    tx.commit().await?;
    if !matches!(line.status, StatusWord::Draft | StatusWord::Waiting) {
        let cut = story::own(&state.db, teller, id, later).await?.story.cut;
        let tx = state.db.begin().await?;
        story::release(&tx, teller, id, cut, later).await?;
        tx.commit().await?;
    }
    let tx = state.db.begin().await?;
    match line.status {
        StatusWord::Withdrawn => story::withdraw(&tx, teller, id, at.plus_days(20)).await?,
        StatusWord::Held => {
            let ground = file::ground(line.hold_ground.as_deref());
            let note = "Said at the kitchen table; passed on the same day.";
            if ground == HoldGround::Safety {
                let worry = Worry {
                    words_of: WordsOf::Teller,
                    note,
                };
                concern::raise(&tx, researcher, id, worry, later).await?;
            } else {
                hold::place(&tx, researcher, id, ground, note, later).await?;
            }
        }
        StatusWord::Draft | StatusWord::Waiting | StatusWord::Released => {}
    }
    tx.commit().await?;
    Ok(())
}

async fn showcases(
    state: &State,
    file: &CouncilFile,
    people: &People,
    told: &HashMap<&str, (StoryId, Timestamp)>,
) -> anyhow::Result<()> {
    for line in &file.showcases {
        let mut items = Vec::new();
        let mut newest = Timestamp(0);
        for item in &line.items {
            let (id, at) = told
                .get(item.story.as_str())
                .with_context(|| format!("no story {}", item.story))?;
            items.push((*id, item.why.clone()));
            newest = newest.max(*at);
        }
        let new = NewShowcase {
            title: line.title.clone(),
            why: line.why.clone(),
            question: line.question.clone(),
            audience: line.audience,
            items,
            nonce: line.title.clone(),
        };
        make(state, people, new, newest.plus_days(2))
            .await
            .with_context(|| line.title.clone())?;
    }
    Ok(())
}

/// Made soon after its newest story, when every consent still stood, by the first who may see all of it.
async fn make(state: &State, people: &People, new: NewShowcase, at: Timestamp) -> anyhow::Result<()> {
    for curator in people.curators() {
        let tx = state.db.begin().await?;
        if showcase::make(&tx, &state.db, &curator, new.clone(), at)
            .await
            .is_ok()
        {
            tx.commit().await?;
            return Ok(());
        }
    }
    anyhow::bail!("nobody may show all of these stories to this audience")
}
