use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, Answer, Context, Error, Fields, Json, emitted};

/// Performs a list that Data Center answers whole, as a bare array: makes of each result what the action's output
/// describes, hands the results over where every page is asked for, and puts them into a page otherwise.
pub(crate) fn unpaged<A: Action>(context: &Context<'_>, fields: &Fields, answer: Answer) -> Result<Json, Error> {
    let mut asked = fields.clone();
    let all = asked.shift_remove("all") == Some(Value::Bool(true));
    let mut results: Vec<Value> = context.perform::<A>(asked)?.read()?;
    for result in &mut results {
        answer(fields, result);
    }
    if !all {
        return Json::of(&json!({ "results": results }));
    }
    let texts: Vec<String> = results.iter().map(Value::to_string).collect();
    context.emit(&texts);
    emitted(texts.len() as u64)
}
