//! A showcase on its way: everything typed and picked so far travels in the form, nothing is kept.
//! Must never decide what may be shown.
use entity::{Audience, StoryId};

use crate::web::{Form, session};

/// Most stories in one showcase: more is no showcase.
pub const MOST: usize = 30;

/// A story in the running order, and why it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    pub story: StoryId,
    pub why: String,
}

/// The running order as the form sent it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub audience: Option<Audience>,
    pub items: Vec<Picked>,
    /// The word of this form: as it came, or a new one.
    pub nonce: String,
    /// The words to find stories by are others than those of the page before.
    looks_for_others: bool,
    /// Where to stand on the page that comes back.
    pub stand_on: Option<Stand>,
}

/// A place on the page to stand on again after a press, so that nobody begins at the top each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// The button that moves a story.
    Move(StoryId, Step),
    /// The running order.
    Order,
    /// The stories to add.
    Offered,
}

/// A move of one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
}

/// What the button that was pressed asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Look again: at the audience's forms, or for other stories.
    Look,
    Add(StoryId),
    Move(StoryId, Step),
    TakeOut(StoryId),
    Make,
}

impl Press {
    pub fn read(form: &Form) -> Self {
        let pressed = form.get("do");
        let (what, id) = pressed.split_once(':').unwrap_or((pressed, ""));
        match (what, id.parse()) {
            ("make", _) => Self::Make,
            ("add", Ok(id)) => Self::Add(id),
            ("up", Ok(id)) => Self::Move(id, Step::Up),
            ("down", Ok(id)) => Self::Move(id, Step::Down),
            ("out", Ok(id)) => Self::TakeOut(id),
            _ => Self::Look,
        }
    }
}

impl Draft {
    /// An empty one, with a word of its own.
    pub fn fresh() -> Self {
        Self {
            nonce: session::fresh_token(),
            ..Self::default()
        }
    }

    /// Reads the form; a story that was sent twice stands once.
    pub fn read(form: &Form) -> Self {
        let mut draft = Self::fresh();
        draft.audience = form.get("audience").parse().ok();
        draft.looks_for_others = form.get("q").trim() != form.get("found").trim();
        let nonce = form.get("nonce");
        if !nonce.is_empty() && nonce.len() <= 64 {
            nonce.clone_into(&mut draft.nonce);
        }
        for story in form.all("story").filter_map(|id| id.parse().ok()) {
            draft.add(story, form.typed(&why_of(story)));
        }
        draft
    }

    /// Puts a story at the end.
    pub fn add(&mut self, story: StoryId, why: String) {
        let there = self.items.iter().any(|item| item.story == story);
        if !there && self.items.len() < MOST {
            self.items.push(Picked { story, why });
        }
    }

    /// The running order after a button was pressed.
    pub fn press(&mut self, press: Press) {
        match press {
            Press::Add(story) => {
                self.add(story, String::new());
                self.stand_on = Some(Stand::Offered);
            }
            Press::TakeOut(story) => {
                self.items.retain(|item| item.story != story);
                self.stand_on = Some(Stand::Order);
            }
            Press::Move(story, step) => self.step(story, step),
            // Other words were typed since the page was made: the stories to add are what is waited for.
            Press::Look if self.looks_for_others => self.stand_on = Some(Stand::Offered),
            Press::Look => self.stand_on = Some(Stand::Order),
            Press::Make => {}
        }
    }

    fn step(&mut self, story: StoryId, step: Step) {
        let last = self.items.len().saturating_sub(1);
        let Some(at) = self.items.iter().position(|item| item.story == story) else {
            return;
        };
        let to = match step {
            Step::Up => at.saturating_sub(1),
            Step::Down => (at + 1).min(last),
        };
        self.items.swap(at, to);
        // At an end the button that was pressed is gone: stand on the other one.
        let stand_on = match step {
            Step::Up if to == 0 => Step::Down,
            Step::Down if to == last => Step::Up,
            step => step,
        };
        self.stand_on = Some(Stand::Move(story, stand_on));
    }
}

/// The name of the field that says why a story is here.
pub fn why_of(story: StoryId) -> String {
    format!("why-{story}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> (Draft, [StoryId; 3]) {
        let ids = [StoryId::fresh(), StoryId::fresh(), StoryId::fresh()];
        let body = ids
            .map(|id| format!("story={id}&why-{id}=Because+%E2%9C%A8"))
            .join("&");
        (
            Draft::read(&Form::parse(
                format!("{body}&{body}&story=x&audience=staff").as_bytes(),
            )),
            ids,
        )
    }

    fn order(draft: &Draft) -> Vec<StoryId> {
        draft.items.iter().map(|item| item.story).collect()
    }

    #[test]
    fn the_form_carries_the_order_and_the_words() {
        let (draft, ids) = three();
        assert_eq!(order(&draft), ids);
        assert_eq!(draft.items[0].why, "Because ✨");
        assert_eq!(draft.audience, Some(Audience::Staff));
    }

    #[test]
    fn buttons_move_a_story_one_place_and_no_further() {
        let (mut draft, [a, b, c]) = three();
        draft.press(Press::Move(b, Step::Up));
        assert_eq!(order(&draft), [b, a, c]);
        assert_eq!(draft.stand_on, Some(Stand::Move(b, Step::Down)));
        draft.press(Press::Move(b, Step::Up));
        assert_eq!(order(&draft), [b, a, c]);
        draft.press(Press::Move(b, Step::Down));
        draft.press(Press::Move(b, Step::Down));
        draft.press(Press::Move(b, Step::Down));
        assert_eq!(order(&draft), [a, c, b]);
        draft.press(Press::TakeOut(c));
        draft.press(Press::Add(a));
        assert_eq!(order(&draft), [a, b]);
    }

    #[test]
    fn a_press_stands_where_its_answer_is() {
        let stand_on = |body: &str| {
            let form = Form::parse(body.as_bytes());
            let mut draft = Draft::read(&form);
            draft.press(Press::read(&form));
            draft.stand_on
        };
        let id = StoryId::fresh();
        assert_eq!(stand_on(&format!("do=add:{id}")), Some(Stand::Offered));
        assert_eq!(stand_on(&format!("do=out:{id}")), Some(Stand::Order));
        assert_eq!(stand_on("do=look&q=bus&found="), Some(Stand::Offered));
        assert_eq!(stand_on("do=look&q=bus&found=bus"), Some(Stand::Order));
        assert_eq!(stand_on("do=make"), None);
    }

    #[test]
    fn a_button_nobody_made_only_looks_again() {
        for pressed in ["", "up", "up:", "up:x", "explode", "add:../x"] {
            let form = Form::parse(format!("do={pressed}").as_bytes());
            assert_eq!(Press::read(&form), Press::Look, "{pressed}");
        }
    }
}
