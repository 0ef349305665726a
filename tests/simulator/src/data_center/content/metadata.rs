//! The `metadata` of new content: labels and properties that it gets on its way.

use serde_json::Value;

use crate::answer::Answer;
use crate::data_center::fields::Fields;
use crate::data_center::instance::{Carrier, Instance};
use crate::data_center::refusal::invalid;

/// Holds labels, each with its prefix, and values under their keys.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    labels: Vec<(String, String)>,
    properties: Vec<(String, Value)>,
}

impl Metadata {
    /// Reads the field where it is there.
    pub(super) fn read(fields: &mut Fields) -> Result<Self, Answer> {
        let Some(mut metadata) = fields.object("metadata", &["labels", "properties"])? else {
            return Ok(Self::default());
        };
        let labels = metadata.objects("labels", &["prefix", "name"])?.unwrap_or_default();
        let labels = labels.iter().map(label).collect::<Result<_, _>>()?;
        let properties = metadata.take("properties").map(properties).transpose()?.unwrap_or_default();
        Ok(Self { labels, properties })
    }

    /// Gives content what was read.
    pub(super) fn keep(self, instance: &mut Instance, id: u64, by: &str) {
        for (prefix, name) in self.labels {
            let label = instance.label(&prefix, &name, by);
            instance.label_content(id, label);
        }
        for (key, value) in self.properties {
            instance.keep_property(Carrier::Content(id), &key, value, by);
        }
    }
}

fn label(label: &Fields) -> Result<(String, String), Answer> {
    let prefix = label.choice("prefix", super::labels::PREFIXES)?.unwrap_or("global");
    Ok((prefix.to_owned(), super::labels::checked(label.required("name")?)?))
}

fn properties(properties: Value) -> Result<Vec<(String, Value)>, Answer> {
    let Value::Object(properties) = properties else {
        return Err(invalid("Field 'metadata.properties' must be a JSON object"));
    };
    let read = |(key, property): (String, Value)| {
        let mut property = Fields::of(property, &format!("metadata.properties.{key}"), &["key", "value"])?;
        let value = property.take("value").ok_or_else(|| property.absent("value"))?;
        Ok((key, value))
    };
    properties.into_iter().map(read).collect()
}
