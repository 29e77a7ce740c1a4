//! The rule of [`super::decide`] as a condition on the story table: true where the viewer
//! gets at least words, voice or face. Kept equal to it by the property test.
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, IntoCondition, Query, SelectStatement};

use crate::story::table::Column as Story;
use crate::{Audience, Form, HoldGround, Role, Timestamp, Viewer, consent, hold, project};

/// Stories of which this viewer may see, hear or read something now.
pub(crate) fn visible(viewer: &Viewer, now: Timestamp) -> Condition {
    let mut seen = Condition::any();
    if let Some(participant) = viewer.participant() {
        let mut own = Condition::all().add(story(Story::ParticipantId).eq(participant));
        if let Some(beside) = viewer.beside() {
            own = own.add(story(Story::Id).eq(beside.story));
        }
        seen = seen.add(own);
    }
    if viewer.role() == Some(Role::Safeguarding) {
        seen = seen.add(kept().add(Expr::exists(open_hold(HoldGround::FOR_SAFEGUARDING))));
    }
    let mut audiences = Condition::any().add(
        Condition::all()
            .add(story(Story::ReleasedCut).equals((Alias::new("story"), Story::Cut)))
            .add(
                Condition::any()
                    .add(story(Story::ReleasedUntil).is_null())
                    .add(story(Story::ReleasedUntil).gt(now)),
            )
            .add(Expr::exists(open_hold(HoldGround::FOR_DECLINING)).not())
            .add(Expr::exists(live_yes(&viewer.audiences(), now))),
    );
    if let Some(signed) = viewer.signed().filter(|signed| signed.role == Role::Researcher)
        && !signed.projects.is_empty()
    {
        audiences = audiences.add(
            Condition::all()
                .add(story(Story::ProjectId).is_in(signed.projects.iter().copied()))
                .add(Expr::exists(live_yes(&[Audience::Team], now))),
        );
    }
    seen.add(
        kept()
            .add(story(Story::SentAt).is_not_null())
            .add(Expr::exists(open_hold(HoldGround::FOR_SAFEGUARDING)).not())
            .add(Expr::exists(open_project()))
            .add(audiences),
    )
}

/// Not taken back.
fn kept() -> Condition {
    Condition::all().add(story(Story::WithdrawnAt).is_null())
}

fn story(column: Story) -> Expr {
    Expr::col((Alias::new("story"), column))
}

/// A hold that was not lifted, on one of these grounds.
fn open_hold(grounds: &[HoldGround]) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(hold::table::Entity)
        .and_where(hold_column(hold::table::Column::StoryId).equals((Alias::new("story"), Story::Id)))
        .and_where(hold_column(hold::table::Column::LiftedAt).is_null())
        .and_where(
            hold_column(hold::table::Column::Ground).is_in(grounds.iter().map(|ground| ground.as_str())),
        )
        .take()
}

fn hold_column(column: hold::table::Column) -> Expr {
    Expr::col((hold::table::Entity, column))
}

fn open_project() -> SelectStatement {
    let column = |column| Expr::col((project::table::Entity, column));
    Query::select()
        .expr(Expr::val(1))
        .from(project::table::Entity)
        .and_where(column(project::table::Column::Id).equals((Alias::new("story"), Story::ProjectId)))
        .and_where(column(project::table::Column::ClosedAt).is_null())
        .take()
}

/// A live yes, not ended, for words, voice or face and one of the audiences.
fn live_yes(audiences: &[Audience], now: Timestamp) -> SelectStatement {
    use consent::table::Column;
    let given = |column: Column| Expr::col((Alias::new("given"), column));
    let newer = |column: Column| Expr::col((Alias::new("newer"), column));
    let superseded = Query::select()
        .expr(Expr::val(1))
        .from_as(consent::table::Entity, Alias::new("newer"))
        .and_where(newer(Column::StoryId).equals((Alias::new("given"), Column::StoryId)))
        .and_where(newer(Column::Audience).equals((Alias::new("given"), Column::Audience)))
        .and_where(newer(Column::Form).equals((Alias::new("given"), Column::Form)))
        .cond_where(
            newer(Column::At).gt(given(Column::At)).or(newer(Column::At)
                .eq(given(Column::At))
                .and(newer(Column::Id).gt(given(Column::Id)))),
        )
        .take();
    Query::select()
        .expr(Expr::val(1))
        .from_as(consent::table::Entity, Alias::new("given"))
        .and_where(given(Column::StoryId).equals((Alias::new("story"), Story::Id)))
        .and_where(given(Column::Audience).is_in(audiences.iter().map(|audience| audience.as_str())))
        .and_where(given(Column::Form).is_in([Form::Words, Form::Voice, Form::Face].map(Form::as_str)))
        .and_where(given(Column::Answer).eq(true))
        .and_where(given(Column::Until).is_null().or(given(Column::Until).gt(now)))
        .cond_where(Expr::exists(superseded).not().into_condition())
        .take()
}
