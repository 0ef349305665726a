//! Labels.

use serde_json::{Value, json};

use super::View;
use crate::data_center::instance::Label;

/// Writes a label.
pub(in crate::data_center) fn label(label: &Label) -> Value {
    let Label { id, prefix, name, .. } = label;
    let spelled = if prefix == "global" { name.clone() } else { format!("{prefix}:{name}") };
    json!({"prefix": prefix, "name": name, "id": id.to_string(), "label": spelled})
}

impl View<'_> {
    /// Writes a whole list of labels as part of something.
    pub(super) fn labels(self, id: &str, labels: &[&Label]) -> Value {
        let rows: Vec<Value> = labels.iter().map(|one| label(one)).collect();
        let links = json!({"self": self.own(&format!("/rest/api/content/{id}/label"))});
        json!({"results": rows, "start": 0, "limit": 200, "size": rows.len(), "_links": links})
    }
}
