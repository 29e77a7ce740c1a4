//! The one rule: which forms of a story a viewer gets, now. Pure; the same rule as SQL is in
//! [`sql`], and a property test keeps the two equal. Nothing else may decide visibility.
pub mod census;
pub(crate) mod sql;
#[cfg(test)]
mod tests;

use uuid::Uuid;

use crate::{Audience, Form, Forms, ParticipantId, ProjectId, Role, StoryId, Timestamp, Viewer};

/// One answer of the consent log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Orders answers of the same moment.
    pub id: Uuid,
    /// What may be shown.
    pub form: Form,
    /// To whom.
    pub audience: Audience,
    /// Yes or no.
    pub yes: bool,
    /// The end of a yes; `None` is "until I say stop".
    pub until: Option<Timestamp>,
    /// When it was given, by the server's clock.
    pub at: Timestamp,
}

/// Everything about a story that the rule looks at.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Which story.
    pub id: StoryId,
    /// Whose story it is.
    pub participant: ParticipantId,
    /// In which project.
    pub project: ProjectId,
    /// The project has not been closed.
    pub project_open: bool,
    /// The story was sent to the capture team (a draft was not).
    pub sent: bool,
    /// The teller has released the cut as it is now, and the capture team has not declined it.
    pub released: bool,
    /// When that ends by itself: nobody permits it any more for somebody under 18, or they are 18.
    pub released_until: Option<Timestamp>,
    /// The teller took it back.
    pub withdrawn: bool,
    /// It is stopped for everybody but safeguarding.
    pub held: bool,
    /// The consent log of the story.
    pub answers: Vec<Answer>,
}

fn live(answers: &[Answer], form: Form, audience: Audience) -> Option<&Answer> {
    answers
        .iter()
        .filter(|answer| answer.form == form && answer.audience == audience)
        .max_by_key(|answer| (answer.at, answer.id))
}

/// Whether the live one of these answers is a yes that has not ended.
pub(crate) fn allows(answers: &[Answer], form: Form, audience: Audience, now: Timestamp) -> bool {
    live(answers, form, audience)
        .is_some_and(|answer| answer.yes && answer.until.is_none_or(|until| until > now))
}

impl Facts {
    /// The live answer for a form and an audience: the newest row, by the server's time.
    pub fn live(&self, form: Form, audience: Audience) -> Option<&Answer> {
        live(&self.answers, form, audience)
    }

    /// Whether the live answer is a yes that has not ended.
    pub fn allows(&self, form: Form, audience: Audience, now: Timestamp) -> bool {
        allows(&self.answers, form, audience, now)
    }

    /// A yes to words, voice or face for an audience goes on at this moment and after it.
    pub(crate) fn lasts_beyond(&self, audience: Audience, moment: Timestamp) -> bool {
        self.forms_for(audience, moment).shows_something()
    }

    /// The second yes holds.
    pub fn is_released(&self, now: Timestamp) -> bool {
        self.released && self.released_until.is_none_or(|until| until > now)
    }

    /// What an audience gets once the cut is released: what the consents alone say.
    pub fn forms_for(&self, audience: Audience, now: Timestamp) -> Forms {
        let mut forms = Forms::default();
        for form in Form::ALL {
            if self.allows(*form, audience, now) {
                forms.add(*form);
            }
        }
        forms
    }

    /// What an audience gets now: what the consents say, of a story that may be shown at all.
    pub fn shown_to(&self, audience: Audience, now: Timestamp) -> Forms {
        let ready = audience == Audience::Team || self.is_released(now);
        if ready && self.sent && !self.withdrawn && !self.held && self.project_open {
            self.forms_for(audience, now)
        } else {
            Forms::default()
        }
    }
}

/// Which forms of the story this viewer gets. Nothing at all when it shows no words, voice or face.
pub fn decide(viewer: &Viewer, story: &Facts, now: Timestamp) -> Forms {
    if viewer.participant() == Some(story.participant) && viewer.reaches(story.id) {
        return Forms::ALL;
    }
    if story.withdrawn {
        return Forms::default();
    }
    if story.held {
        // Sent or not: a worry about a draft is a worry.
        let lead = viewer.role() == Some(Role::Safeguarding);
        return if lead { Forms::ALL } else { Forms::default() };
    }
    if !story.sent || !story.project_open {
        return Forms::default();
    }
    let mut audiences = Vec::new();
    if viewer.is_on(story.project) {
        audiences.push(Audience::Team);
    }
    if story.is_released(now) {
        audiences.extend(viewer.audiences());
    }
    let mut forms = Forms::default();
    for audience in audiences {
        for form in Form::ALL {
            if story.allows(*form, audience, now) {
                forms.add(*form);
            }
        }
    }
    if forms.shows_something() {
        forms
    } else {
        Forms::default()
    }
}
