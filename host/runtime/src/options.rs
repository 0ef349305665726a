//! Lists of the values that fields of inputs may take, such as the spaces of a site.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::Error;
use crate::call::events::printable;
use crate::connection::Connection;
use crate::redact::Redactor;

/// Which values of a list are wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OptionQuery {
    /// What the user typed; none: any value.
    pub search: Option<String>,
    /// The fields of the input that the list depends on: `depends` of the schema's `x-options`.
    pub inputs: Map<String, Value>,
    /// Where to go on: [`OptionPage::next`] of an earlier page.
    pub cursor: Option<String>,
}

/// Some values of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionPage {
    /// The values.
    pub items: Vec<OptionItem>,
    /// Where to go on; none at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A value that a field may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionItem {
    /// What goes into the field.
    pub value: String,
    /// For people.
    pub label: String,
    /// What tells it from others of the same label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Connection {
    /// Lists the values that a field may take whose schema names this list: `x-options`.
    ///
    /// # Errors
    /// Where the connector has no such list, or what the service says.
    pub async fn options(&self, list: &str, query: &OptionQuery) -> Result<OptionPage, Error> {
        let (page, call) = self.ask(async |instance| instance.options(list, query).await).await?;
        Ok(page.clean(&call.redactor()))
    }
}

impl OptionPage {
    /// Without secrets and without what a terminal would act on.
    fn clean(self, redactor: &Redactor) -> Self {
        let clean = |text: String| printable(&redactor.text(&text));
        let items = self.items.into_iter().map(|item| OptionItem {
            value: redactor.text(&item.value).into_owned(),
            label: clean(item.label),
            hint: item.hint.map(clean),
        });
        Self { items: items.collect(), next: self.next.map(|next| redactor.text(&next).into_owned()) }
    }
}
