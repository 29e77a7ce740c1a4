//! A file input. Storytellers get the plain one; staff pages may switch on the drop zone.
//! Must never read a file; the upload routes do that.

use serde::{Deserialize, Serialize};

use super::base::{Attrs, Text, Words, serialize_as_view};
use super::field::{Field, FieldView, field_setters};

/// A file input.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FileUpload {
    #[serde(flatten)]
    field: Field,
    multiple: bool,
    javascript: bool,
    wrapper_classes: String,
    wrapper_attributes: Attrs,
    choose_files_button_text: Option<Text>,
    no_file_chosen_text: Option<Text>,
    multiple_files_chosen_text: std::collections::BTreeMap<String, Text>,
    drop_instruction_text: Option<Text>,
    entered_drop_zone_text: Option<Text>,
    left_drop_zone_text: Option<Text>,
}

impl FileUpload {
    /// A file input with this name (also its id) and label.
    pub fn new(name: impl Into<Text>, label: impl Into<Words>) -> Self {
        Self {
            field: Field::new(name, label),
            ..Self::default()
        }
    }

    /// Kinds of file the picker offers first, `video/*` for example.
    #[must_use]
    pub fn accept(self, kinds: impl Into<String>) -> Self {
        self.attr("accept", kinds)
    }

    /// Opens the phone's own camera or recorder: `user`, or `environment` for the one at the back.
    #[must_use]
    pub fn capture(self, camera: impl Into<String>) -> Self {
        self.attr("capture", camera)
    }

    /// Takes several files at once.
    #[must_use]
    pub fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    /// Staff pages: adds the drop zone when scripts run.
    #[must_use]
    pub fn drop_zone(mut self) -> Self {
        self.javascript = true;
        self
    }

    fn view(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct View {
            field: FieldView,
            input: Attrs,
            wrapper: Option<Attrs>,
        }
        let field = &self.field;
        let error = if field.has_error() {
            "govuk-file-upload--error"
        } else {
            ""
        };
        View {
            field: field.view(),
            input: Attrs::class(["govuk-file-upload", &field.classes, error])
                .with("id", field.id())
                .with("name", field.name.as_str())
                .with("type", "file")
                .flag("disabled", field.disabled)
                .flag("multiple", self.multiple)
                .with_some("aria-describedby", field.described_by().as_ref())
                .and(&field.attributes),
            wrapper: self.javascript.then(|| self.wrapper()),
        }
    }

    fn wrapper(&self) -> Attrs {
        let mut attrs = Attrs::class(["govuk-file-upload-wrapper", &self.wrapper_classes])
            .with("data-module", "govuk-file-upload")
            .i18n("choose-files-button", self.choose_files_button_text.as_ref())
            .i18n("no-file-chosen", self.no_file_chosen_text.as_ref());
        for (plural, words) in &self.multiple_files_chosen_text {
            attrs = attrs.i18n(&format!("multiple-files-chosen.{plural}"), Some(words));
        }
        attrs
            .i18n("drop-instruction", self.drop_instruction_text.as_ref())
            .i18n("entered-drop-zone", self.entered_drop_zone_text.as_ref())
            .i18n("left-drop-zone", self.left_drop_zone_text.as_ref())
            .and(&self.wrapper_attributes)
    }
}

serialize_as_view!(FileUpload);
field_setters!(FileUpload);
