use connector_sdk::Fields;
use connector_sdk::serde_json::Value;

/// Says whether a long task has ended: on Data Center one that failed is complete too.
pub(crate) fn long_task(_: &Fields, task: &mut Value) {
    let Some(fields) = task.as_object_mut() else { return };
    if let Some(percentage) = fields.get("percentageComplete").and_then(Value::as_f64)
        && !fields.contains_key("finished")
    {
        fields.insert("finished".to_owned(), (percentage >= 100.0).into());
    }
}

#[cfg(test)]
mod tests {
    use connector_sdk::serde_json::json;

    use super::*;

    #[test]
    fn a_task_that_is_complete_is_finished() {
        for (task, finished) in [
            (json!({"percentageComplete": 50}), json!(false)),
            (json!({"percentageComplete": 100, "successful": false}), json!(true)),
            (json!({"percentageComplete": 100, "finished": false}), json!(false)),
            (json!({"percentageComplete": null}), json!(null)),
            (json!({}), json!(null)),
            (json!(null), json!(null)),
        ] {
            let mut found = task.clone();
            long_task(&Fields::new(), &mut found);
            assert_eq!(found["finished"], finished, "{task}");
        }
    }
}
