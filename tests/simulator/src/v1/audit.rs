//! `/audit`: the audit log, for admins.

use std::fmt::Write;

use http::StatusCode;
use http::header::CONTENT_DISPOSITION;
use serde_json::{Value, json};

use super::listing;
use crate::answer::{Answer, Reply};
use crate::clock;
use crate::refusal::Shape;
use crate::site::Call;

const DAY: u64 = 86_400_000;

/// Lists the records, newest first.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    call.only_for_admins()?;
    let rows = between(call)?;
    listing::answer(call, "/rest/api/audit", &rows, 1000)
}

/// Lists the records of some time back from now.
pub(crate) fn since(call: &Call<'_>) -> Reply {
    call.only_for_admins()?;
    let number = call.parameters.number("number", "Long")?.unwrap_or(3);
    let unit = match call.parameters.one("units").unwrap_or("MONTHS") {
        "NANOS" | "MICROS" | "MILLIS" => 1,
        "SECONDS" => 1000,
        "MINUTES" => 60_000,
        "HOURS" => 3_600_000,
        "HALF_DAYS" => DAY / 2,
        "DAYS" => DAY,
        "WEEKS" => 7 * DAY,
        "MONTHS" => 30 * DAY,
        "YEARS" => 365 * DAY,
        "DECADES" => 3650 * DAY,
        _ => 36_500 * DAY,
    };
    let now = clock::epoch_seconds(call.world.now()).saturating_mul(1000);
    let from = now.saturating_sub(number.saturating_mul(unit));
    let rows = found(call, |at| at >= from);
    listing::answer(call, "/rest/api/audit/since", &rows, 1000)
}

/// Adds a record.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    call.only_for_admins()?;
    let mut record = call.value.clone();
    for (name, value) in [
        ("author", json!({"type": "user", "displayName": call.account.name(), "accountId": call.account.id()})),
        ("summary", json!("")),
        ("description", json!("")),
        ("category", json!("")),
        ("sysAdmin", json!(false)),
        ("superAdmin", json!(false)),
        ("affectedObject", json!({"name": "", "objectType": ""})),
        ("changedValues", json!([])),
        ("associatedObjects", json!([])),
    ] {
        if record[name].is_null() {
            record[name] = value;
        }
    }
    if record["author"]["displayName"].is_null() {
        record["author"]["displayName"] = json!("");
    }
    let record = call.world.store().record(record);
    Ok(Answer::json(StatusCode::OK, &record))
}

/// Returns the records as a file; a zip of it is not simulated and comes as the same text.
pub(crate) fn export(call: &Call<'_>) -> Reply {
    call.only_for_admins()?;
    if call.parameters.one("format") == Some("zip") {
        return Err(crate::refusal::no_route("the simulator exports no zip of the audit log"));
    }
    let mut text = "Date,Author,Category,Summary,Remote address\n".to_owned();
    for record in between(call)? {
        let field = |value: &Value| value.as_str().unwrap_or_default().replace('"', "\"\"");
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{},\"{}\",\"{}\",\"{}\",\"{}\"",
            record["creationDate"],
            field(&record["author"]["displayName"]),
            field(&record["category"]),
            field(&record["summary"]),
            field(&record["remoteAddress"]),
        );
    }
    Ok(Answer::bytes(StatusCode::OK, "text/csv;charset=UTF-8", text)
        .with(CONTENT_DISPOSITION, "attachment; filename=\"auditlog.csv\""))
}

/// Returns how long records are kept.
pub(crate) fn get_retention(call: &Call<'_>) -> Reply {
    call.only_for_admins()?;
    Ok(Answer::json(StatusCode::OK, call.world.store().retention()))
}

/// Sets how long records are kept.
pub(crate) fn put_retention(call: &Call<'_>) -> Reply {
    call.only_for_admins()?;
    let mut store = call.world.store();
    store.set_retention(json!({"number": call.value["number"], "units": call.value["units"]}));
    Ok(Answer::json(StatusCode::OK, store.retention()))
}

/// Returns the records between two dates, in milliseconds since 1970.
fn between(call: &Call<'_>) -> Result<Vec<Value>, Answer> {
    let date = |name: &str| {
        let text = call.parameters.one(name);
        let number = text.map(|text| text.parse::<u64>().map_err(|_| Shape::V1.wrong_type(text, name, "Long")));
        number.transpose()
    };
    let (from, to) = (date("startDate")?, date("endDate")?);
    Ok(found(call, |at| from.is_none_or(|from| at >= from) && to.is_none_or(|to| at <= to)))
}

fn found(call: &Call<'_>, wanted: impl Fn(u64) -> bool) -> Vec<Value> {
    let text = call.parameters.one("searchString").map(str::to_lowercase);
    let store = call.world.store();
    let records = store.audit().iter().rev();
    let records = records.filter(|record| wanted(record["creationDate"].as_u64().unwrap_or_default()));
    let has = |record: &&Value| text.as_ref().is_none_or(|text| record.to_string().to_lowercase().contains(text));
    records.filter(has).cloned().collect()
}
