use std::collections::BTreeMap;

use connector_runtime::PlannedRequest;
use serde_json::{Value, json};

/// What comes after the request that a dry run ends at: nobody knows without its answer.
const AFTERWARDS: &str = "depends on the answer";

/// What a dry run prints.
pub(super) fn planned_request(planned: &PlannedRequest) -> Value {
    let mut headers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, value) in &planned.headers {
        headers.entry(name).or_default().push(value);
    }
    // Headers of one name are one list.
    let headers: BTreeMap<&str, String> = headers.into_iter().map(|(name, values)| (name, values.join(", "))).collect();
    let mut request = json!({ "method": planned.method, "url": planned.url, "headers": headers });
    if let Some(body) = &planned.body {
        request["body"] = body.clone();
    }
    json!({ "dryRun": true, "request": request, "others": planned.others, "afterwards": AFTERWARDS })
}
