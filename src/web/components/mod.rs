//! The pieces pages are made of: typed builders here, their markup in `templates/components`.
//! Must never read the database or know a feature.
//!
//! # How a page uses them
//! A handler puts built components into its page struct; the template prints them by name:
//! `email: Input::new("email", "Email address").value(raw).error(words)` and then
//! `{{<input p={page.email} />}}`. The name in the template is the type's name in snake case.
//! Arguments of components are `"text"` or `{expression}`; numbers and true need the braces.
//! `.error(..)` takes `Option<&str>` or `&str`; nothing and empty words mean no message.
//! Where words are asked for, `&str` and `String` are escaped; markup has to be an [`Html`].
//!
//! # Builders
//! - [`Button`]`::new(words)` `.secondary() .warning() .href(url) .named(name, value) .kind("button") .once()`
//! - [`Input`]`::new(name, label)` `.value .hint .error .autocomplete .kind("email") .inputmode .suffix .heading`
//! - [`Textarea`]`::new(name, label)` `.value .rows(8) .hint .error .heading`
//! - [`PasswordInput`]`::new(name, label)` `.autocomplete("new-password") .hint .error`
//! - [`Select`]`::new(name, label)` `.item(value, text) .picked(value) .hint .error`
//! - [`FileUpload`]`::new(name, label)` `.accept("video/*") .capture("user") .multiple() .drop_zone() .hint .error`
//! - [`Radios`]`::new(name, legend)` `.item(value, words) .choice(Choice) .picked(value) .hint .error .heading`
//! - [`Checkboxes`]`::new(name, legend)` the same; `.picked([values])`
//! - [`Choice`]`::new(value, words)` `.hint .checked(bool) .exclusive() .reveals(Html)`; `Choice::divider("or")`
//! - [`DateInput`]`::new(id, legend)` `.values(day, month, year) .hint .error` (sends `{id}-day`, `-month`, `-year`)
//! - [`ErrorSummary`]`::of([(control_id, words)])`; [`NotificationBanner`]`::new(words)` / `::success(words)`
//! - [`Panel`]`::new(title, words)`; [`InsetText`], [`WarningText`], [`Tag`], [`Hint`], [`Label`]`::new(words)`
//! - [`Details`]`::new(summary, words)`; [`BackLink`]`::new(href)`; [`SkipLink`]`::new(words, href)`
//! - [`SummaryList`]`::new()` `.row(key, value)` `.line(SummaryRow::new(key, value).action("Change", "your name", href))`
//! - [`Pagination`]`::new()` `.previous(href, label) .next(href, label) .page(number, href, current)`
//! - [`Table`]`::new(caption)` `.head([TableCell]) .row([TableCell]) .first_cell_is_header()`; `TableCell::{new, number}`
//! - [`Player`]`::film(src, name)` / `::sound(src, name)` `.poster .captions .cue(ms, speaker, words)`
//!
//! # Components of templates only
//! - `{{<picture name="home" size={72} />}}` a symbol (names: `templates/assets/symbols.json`), always beside its word
//! - `{{<st_tile name="about" value="home" picture="home" words="My home" picked={false} />}}` a pressed answer, in `<ul class="st-tiles"><li>`
//! - `{{<st_link_tile href="/me" picture="story" words="See my stories" />}}` the same as a link
//! - `{{<st_face name="feeling" value="ok" picture="ok" words="OK" />}}` in `<ul class="st-faces"><li>`
//! - `{{<st_pick kind="checkbox" name= value= id= picture= words= hint="" checked={false} />}}` in `<div class="st-picks">`
//! - `{{<st_listen />}}` the Listen button: reads everything marked `data-say`
//! - `{{<st_echo picture="film" words="You picked: Film it." href="/…" of="how you tell it" />}}` and "Change"
//! - `{{<st_row picture="stop" words="You can stop." />}}` one idea, picture left, in `<ul class="st-rows">` (brings its `<li>`)
//! - `{{<st_status kind="shared" picture="yes" words="Shared" />}}` kinds: only-me, waiting, shared, stopped
//! - `{{<upload_progress />}}` inside `<form data-tus>`; `{% <wait_panel id="work" url="/…"> %}words{% </wait_panel> %}`
//! - `{{<sf_status words="Held" kind="stopped" />}}` kinds: plain, good, wait, stopped
//! - `{{<sf_facet text="Home" href="/…" count={12} picked={true} />}}` in `<ul class="sf-facets__list"><li>`
//! - `{% <scroll_region name="…"> %}<table>…{% </scroll_region> %}` a wide table that scrolls by keyboard
//! - functions: `asset(path="story.css")`, `symbol(name="home")`, `attrs(a=map)`
//!
//! # Layouts
//! `{% extends "layouts/story.html" %}`, `staff.html`, or `plain.html` (for anyone). Blocks: `heading`
//! (the words before "– Firsthand" in the title; `page.heading` when not given), `before` (a back link),
//! `content`. They read `layout { signed_in, name, nav [{ text, href, current }], notice, has_errors }`
//! and `page.has_errors`. The page prints its own one `<h1>`.
//!
//! # Scripts hook on
//! `data-say` (and `data-voice`) read aloud; `data-choice` one of the main choices (tests count them);
//! `form[data-tus]` files go by tus to `/uploads` (or the attribute's value), then the form is sent with
//! `upload_id` for each file instead of the files; `[data-wait-for="/url"][id]` is asked every 2 s until the
//! answer's element of that id has no `data-wait-for`, then the page loads again; `[data-player]`,
//! `data-do`, `data-cue` the player; `[data-code-text="form-id"]` what is marked in it fills that form's
//! inputs `start` and `end` (counted in characters, as `chars()` does) and its `[data-code-words]`.
//!
//! # Class names: storyteller
//! `st-heading` h1, `st-subheading` h2, `st-lead`, `st-text`, `st-step` "Step 2 of 5", `st-top` row of back
//! link and Listen, `st-tiles`, `st-faces`, `st-picks`, `st-rows`, `st-buttons` stack of big buttons,
//! `st-button` (`--second` outlined, `--record` red, `--quiet` like a link), `st-field` around a text area,
//! `st-file` around a file input, `st-cards` list of `st-card` (`__poster __title __text __buttons`),
//! `st-message` (`--problem`) picture and sentence in a box, `st-hello` centred picture and heading,
//! `st-see` (`__title`) a preview as one audience sees it, `st-own-words` the teller's words.
//!
//! # Class names: staff
//! `sf-heading` h1, `sf-subheading` h2, `sf-lead`, `sf-top` heading and button in a row, `sf-form` a
//! readable width, `sf-columns` (`--aside-last`) narrow and wide column, `sf-search` input and button in a
//! row, `sf-facets` (`__group __title __list`), `sf-picked` list of picked facets to let go, `sf-results`
//! list of `sf-result` (`__title __meta __snippet __poster`), `sf-cards` list of `sf-card` (`__title __meta
//! __text __poster`), `sf-item` (`__title __meta`) one item of a showcase, `sf-quote` words as told,
//! `sf-facts` dl of numbers (`div > dt + dd`), `sf-consent` table (`__yes __no` cells, in a scroll region),
//! `sf-coding` (`__text`) text beside the coding form, `mark.sf-excerpt` (`--now`) coded words, `sf-codings`
//! list of codings with their buttons, `sf-theme` (`__words`) theme and its excerpt, `sf-link-button` a
//! button that looks like a link, `sf-doors` two big links.
//!
//! # Class names: both
//! `fh-symbol` a symbol, `fh-player`, `fh-transcript`, `fh-progress`, `fh-notice`, `fh-scroll`,
//! `govuk-visually-hidden`.

mod base;
mod button;
mod choices;
mod date_input;
mod field;
mod file_upload;
mod label;
mod messages;
mod pagination;
mod password;
mod player;
mod select;
mod small;
mod summary_list;
mod table;
mod text_fields;

pub use base::{Attrs, Html, Text, Words};
pub use button::Button;
pub use choices::{Checkboxes, Choice, Radios};
pub use date_input::DateInput;
pub use file_upload::FileUpload;
pub use label::{ErrorMessage, Fieldset, Hint, Label};
pub use messages::{ErrorSummary, NotificationBanner, Panel};
pub use pagination::Pagination;
pub use password::PasswordInput;
pub use player::Player;
pub use select::Select;
pub use small::{BackLink, Details, InsetText, SkipLink, Tag, WarningText};
pub use summary_list::{SummaryList, SummaryRow};
pub use table::{Table, TableCell};
pub use text_fields::{Input, Textarea};
