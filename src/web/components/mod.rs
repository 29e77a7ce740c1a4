//! The pieces pages are made of, as typed builders.
//! Must never read the database or know a feature.

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
pub use select::Select;
pub use small::{BackLink, Details, InsetText, SkipLink, Tag, WarningText};
pub use summary_list::{SummaryList, SummaryRow};
pub use table::{Table, TableCell};
pub use text_fields::{Input, Textarea};
