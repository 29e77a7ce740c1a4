//! One of the teller's own stories with everything a page of the journey asks about it.
//! Must never be built from anything but the vault's own-story reads.
use actix_web::HttpResponse;
use entity::story::{Own, Status};
use entity::theme::{self, COUNCIL, Framework, Theme};
use entity::{
    AssetKind, AssetState, Language, StoryId, StoryKind, ThemeId, Timestamp, Tx, asset, coding, story,
};

use super::recorder::Way;
use super::themes;
use crate::say;
use crate::state::State;
use crate::web::sharing::Choices;
use crate::web::{Error, Form, Who, see_other, see_other_saying};
use crate::words::{self, terms};

/// A story of the viewer's, mostly one that is not sent yet.
#[derive(Debug)]
pub struct Draft {
    pub own: Own,
    /// What the teller said it is about.
    pub about: Option<Theme>,
    /// The teller's own coding of it: what it is about, then what its pictures are about.
    pub coded: Vec<ThemeId>,
    pub choices: Choices,
    /// A film or a sound was sent for it, whether it can be played yet or not.
    pub recorded: bool,
}

/// The themes that tellers pick from: the council's own, or the first there is.
pub async fn framework(state: &State) -> Result<Option<Framework>, Error> {
    let all = theme::frameworks(&state.db).await?;
    let own = all.iter().position(|framework| framework.key == COUNCIL);
    Ok(all.into_iter().nth(own.unwrap_or(0)))
}

impl Draft {
    /// The story behind an address; not found when it is not the viewer's own.
    pub async fn open(state: &State, who: &Who, id: &str) -> Result<Self, Error> {
        let id: StoryId = id.parse()?;
        let now = state.clock.now();
        let own = story::own(&state.db, who, id, now).await?;
        let choices = Choices::of(&state.db, who, id, now).await?;
        let coded: Vec<ThemeId> = coding::of_story(&state.db, who, id, now)
            .await?
            .into_iter()
            .filter(|coded| coded.is_self)
            .map(|coded| coded.theme)
            .collect();
        let about = match coded.first().copied() {
            Some(picked) => theme::frameworks(&state.db)
                .await?
                .into_iter()
                .flat_map(|framework| framework.themes)
                .find(|theme| theme.id == picked),
            None => None,
        };
        let files = asset::own_files(&state.db, who, id, now).await?;
        // What was said about one picture is no film of the story.
        let about_a_picture = |file| own.story.placed.iter().any(|placed| placed.sound == Some(file));
        let recorded = files
            .iter()
            .any(|file| file.is_picture == Some(false) && !about_a_picture(file.id));
        Ok(Self {
            own,
            about,
            coded,
            choices,
            recorded,
        })
    }

    pub fn id(&self) -> StoryId {
        self.own.story.id
    }

    /// The address of a page of this story's journey.
    pub fn at(&self, page: &str) -> String {
        format!("/me/story/{}/{page}", self.id())
    }

    pub fn is_sent(&self) -> bool {
        self.own.status != Status::Draft
    }

    /// Where to go instead, for a page that is only for stories not sent yet.
    pub fn away(&self) -> Option<HttpResponse> {
        self.is_sent().then(|| see_other(&self.sent_at()))
    }

    /// It was sent with a file that turned out broken: that one may still be replaced.
    pub fn is_to_mend(&self) -> bool {
        let open = matches!(self.own.status, Status::Waiting | Status::Shared);
        open && self.own.story.media == Some(AssetState::Broken)
    }

    /// [`Self::away`], for a page that mends a story as well.
    pub fn away_unless_to_mend(&self) -> Option<HttpResponse> {
        self.away().filter(|_| !self.is_to_mend())
    }

    /// The page of a story that was sent.
    pub fn sent_at(&self) -> String {
        format!("/me/stories/{}", self.id())
    }

    /// It is told as a film.
    pub fn is_film(&self) -> bool {
        self.own.story.kind == StoryKind::Video
    }

    /// Some file of it can be heard, or will be.
    pub fn has_voice(&self) -> bool {
        let story = &self.own.story;
        let said = story.placed.iter().any(|placed| placed.sound.is_some());
        let heard = story.asset(AssetKind::Sound).is_some() || story.asset(AssetKind::Film).is_some();
        self.is_film() || self.recorded || said || heard
    }

    /// Something is in it that is a film or a sound, or may become one.
    pub fn has_film(&self) -> bool {
        let story = &self.own.story;
        let made = [AssetKind::Film, AssetKind::Sound]
            .iter()
            .any(|kind| story.asset(*kind).is_some());
        made || self.recorded
            || self.is_film() && self.has_files() && story.asset(AssetKind::Picture).is_none()
    }

    pub fn has_files(&self) -> bool {
        self.own.story.media.is_some()
    }

    pub fn words(&self) -> &str {
        self.own.story.words.as_deref().unwrap_or_default()
    }

    /// It is told in pictures on faces, without words.
    pub fn is_placed(&self) -> bool {
        !self.own.story.placed.is_empty() && self.words().trim().is_empty()
    }

    /// Something of it is told.
    pub fn is_told(&self) -> bool {
        self.has_film() || !self.words().trim().is_empty() || !self.own.story.placed.is_empty()
    }

    /// It is told with the voice, and without written words.
    pub fn is_talk(&self) -> bool {
        self.recorded_as() == Way::Talk && self.has_film() && self.words().trim().is_empty()
    }

    /// How its recordings are made, or would be.
    pub fn recorded_as(&self) -> Way {
        let filmed = self.own.story.asset(AssetKind::Film).is_some();
        if self.is_film() || filmed || !self.recorded {
            Way::Film
        } else {
            Way::Talk
        }
    }

    /// How it is told: the answer to the first question.
    pub fn way(&self) -> &'static str {
        match (self.is_film(), self.is_placed()) {
            (true, _) => "film",
            (false, true) => "pictures",
            (false, false) if self.is_talk() => "talk",
            (false, false) => "write",
        }
    }

    /// The page where the story itself is told.
    pub fn telling(&self) -> &'static str {
        match self.way() {
            "pictures" => "strip",
            way => way,
        }
    }

    /// The first page that is not finished, the telling itself before all others.
    pub fn next(&self) -> &'static str {
        match self.is_told() {
            false if self.is_film() => "ready",
            false => "write",
            true if self.choices.any() => "check",
            true if self.own.story.feeling.is_some() => "who",
            true => "feeling",
        }
    }

    /// After an answer: back to where "Change" was pressed, or on to the next question.
    pub fn after(&self, form: &Form, next: &str) -> HttpResponse {
        if self.is_sent() && self.choices.any() {
            return see_other(&self.sent_at());
        }
        let to_check = form.get("to") == "check" && !self.is_sent();
        see_other(&self.at(if to_check { "check" } else { next }))
    }

    /// After an answer about who sees it: a sent story that is shown more widely by it (`wider`) waits
    /// for its teller's look, so that is the next page. Others are told that their answer is kept.
    pub fn after_choice(&self, state: &State, form: &Form, next: &str, wider: bool) -> HttpResponse {
        if wider && self.choices.any() && self.own.status != Status::Held {
            let look = format!("{}/look", self.sent_at());
            return see_other_saying(state, &look, &say!("easy-telling-changed-look"));
        }
        if self.is_sent() && self.choices.any() {
            return see_other_saying(state, &self.sent_at(), &say!("easy-telling-saved"));
        }
        self.after(form, next)
    }

    /// Where "Back" goes: the check page when "Change" was pressed there.
    pub fn back(&self, query: &Form, page: &str) -> String {
        match query.get("to") {
            _ if self.is_sent() => self.sent_at(),
            "check" => self.at("check"),
            _ => self.at(page),
        }
    }

    /// How many answers the teller gave.
    pub fn answers(&self) -> i32 {
        let story = &self.own.story;
        let given = [
            self.about.is_some(),
            story.feeling.is_some(),
            !self.words().trim().is_empty(),
            !self.own.story.placed.is_empty(),
            self.has_files(),
        ];
        let given = given.into_iter().filter(|given| *given).count();
        // How it is told, who sees it, what of it and until when are always answered.
        i32::try_from(given + 4).unwrap_or(i32::MAX)
    }

    /// Gives the story a plain name while its teller has not.
    pub async fn keep_title(
        &self,
        tx: &Tx,
        who: &Who,
        about: Option<&Theme>,
        now: Timestamp,
    ) -> entity::Result<()> {
        if self.is_titled() {
            return Ok(());
        }
        story::set_words(tx, who, self.id(), &plain_title(about), self.words(), now).await
    }

    /// Whether the teller gave it a name.
    pub fn is_titled(&self) -> bool {
        let title = &self.own.story.title;
        // It may have been begun in the other language.
        let ours = |language: &Language| {
            words::for_now(*language, || {
                *title == plain_title(self.about.as_ref()) || *title == plain_title(None)
            })
        };
        !title.is_empty() && !Language::ALL.iter().any(ours)
    }
}

/// "My story about my home".
pub fn plain_title(about: Option<&Theme>) -> String {
    about.map_or_else(
        || say!("easy-telling-title"),
        |theme| {
            say!(
                "easy-telling-title-about",
                what = terms::small(&themes::name(theme))
            )
        },
    )
}
