use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, Context, Error, Fields, Json};

/// Performs a list that Data Center answers whole, as a bare array: hands its results over where every page is asked
/// for, and puts them into a page otherwise.
pub(crate) fn unpaged<A: Action>(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
    let all = fields.shift_remove("all") == Some(Value::Bool(true));
    hand_over(context, context.perform::<A>(fields)?.read()?, all)
}

fn hand_over(context: &Context<'_>, results: Value, all: bool) -> Result<Json, Error> {
    match results {
        Value::Array(results) if all => {
            let texts: Vec<String> = results.iter().map(Value::to_string).collect();
            context.emit(&texts);
            Json::of(&json!({ "emitted": texts.len() }))
        }
        results => Json::of(&json!({ "results": results })),
    }
}
