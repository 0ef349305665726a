use serde::Deserialize;
use serde_json::json;

use crate::entry;
use crate::schemars;

use super::*;

/// Adds a note to something.
#[derive(Serialize, Deserialize, JsonSchema)]
struct AddNote {
    /// What to add it to.
    r#type: Option<String>,
    /// Its id.
    id: String,
    /// The text.
    text: String,
}

const OLD: Conditions = &[("edition", &["old"])];
const NEW: Conditions = &[("edition", &["new"])];

impl Action for AddNote {
    type Output = Value;
    const NAME: &str = "add-note";
    const GROUP: &str = "notes";
    const ROUTE: &str = "POST /tasks/{id}/notes";
    const ROUTE_WHEN: Conditions = NEW;
    const GIVEN: Conditions = &[("type", &["", "task"])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new("POST /lists/{id}/notes", &[]).when(NEW).given(&[("type", &["list"])]),
        ActionRoute::new("POST /old/{type}/notes?of={id}", &[])
            .when(OLD)
            .given(&[("type", &["task"])])
            .ask(|mut fields| {
                if let Some(text) = fields.shift_remove("text") {
                    fields.insert("note".to_owned(), json!({ "content": text }));
                }
                Ok(fields)
            })
            .answer(|asked, answer| *answer = json!({ "of": asked["id"], "answer": answer.take() })),
    ];
    const EFFECT: Effect = Effect::Write;
}

/// Gets a note.
#[derive(Serialize, Deserialize, JsonSchema)]
struct GetNote {
    /// How its text is to come.
    form: Option<String>,
}

impl Action for GetNote {
    type Output = Value;
    const NAME: &str = "get-note";
    const GROUP: &str = "notes";
    const ROUTE: &str = "GET /note?form={form}";
    const ANSWER: Option<Answer> = Some(|_, note| note["text"] = json!("plain"));
    const ANSWER_GIVEN: Conditions = &[("form", &["plain"])];
    const EFFECT: Effect = Effect::Read;
}

crate::player::service! { entry::<AddNote>(), entry::<MoveTask>(), entry::<GetNote>() }

fn plays(case: Value) {
    plays_of("add-note", case);
}

#[test]
fn the_route_is_the_one_of_the_connection_and_the_input() {
    for (edition, input, request, body) in [
        ("new", json!({"id": "7", "text": "a"}), "POST /tasks/7/notes", json!({"text": "a"})),
        ("new", json!({"type": "task", "id": "7", "text": "a"}), "POST /tasks/7/notes", json!({"text": "a"})),
        ("new", json!({"type": "list", "id": "7", "text": "a"}), "POST /lists/7/notes", json!({"text": "a"})),
    ] {
        plays(json!({
            "connection": {"edition": edition},
            "input": input,
            "exchanges": [{"request": request, "body": body, "response": {"id": "1"}}],
            "output": {"id": "1"},
        }));
    }
}

#[test]
fn a_route_may_change_what_is_asked_and_answered() {
    plays(json!({
        "connection": {"edition": "old"},
        "input": {"type": "task", "id": "7", "text": "a"},
        "exchanges": [{"request": "POST /old/task/notes?of=7", "body": {"note": {"content": "a"}}, "status": 204}],
        "output": {"of": "7", "answer": null},
    }));
}

#[test]
fn what_no_route_serves_says_what_would_do() {
    for (edition, input, problems) in [
        ("old", json!({"type": "list", "id": "7", "text": "a"}), json!(["/type"])),
        ("old", json!({"id": "7", "text": "a"}), json!([])),
        ("new", json!({"type": "board", "id": "7", "text": "a"}), json!(["/type"])),
    ] {
        plays(json!({
            "connection": {"edition": edition},
            "input": input,
            "exchanges": [],
            "error": {
                "kind": "invalid-input",
                "message": "`add-note` cannot do this on a connection like this one",
                "problems": problems,
            },
        }));
    }
}

/// Moves a task to another list.
#[derive(Serialize, Deserialize, JsonSchema)]
struct MoveTask {
    /// What to move.
    r#type: Option<String>,
    /// Its id.
    id: String,
}

const PLACES: &[ActionRoute] = &[
    ActionRoute::new("GET /tasks/{id}/place", &[]).when(NEW).given(&[("type", &["", "task"])]),
    ActionRoute::new("GET /old/{id}/place", &[]).when(OLD).answer(|asked, answer| answer["of"] = asked["id"].clone()),
];

impl Action for MoveTask {
    type Output = Value;
    const NAME: &str = "move-task";
    const GROUP: &str = "tasks";
    const ROUTE: &str = "POST /tasks/{id}/move";
    const ALSO: &[ActionRoute] = PLACES;
    const EFFECT: Effect = Effect::Write;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let asked = context.request_among::<Self>(PLACES, fields.clone())?;
        assert_eq!(asked.method, crate::Method::Get);
        context.perform_among::<Self>(PLACES, fields)
    }
}

#[test]
fn a_further_request_is_chosen_from_its_table_too() {
    for (edition, request, output) in [
        ("new", "GET /tasks/7/place", json!({"place": 1})),
        ("old", "GET /old/7/place", json!({"place": 1, "of": "7"})),
    ] {
        plays_of(
            "move-task",
            json!({
                "connection": {"edition": edition},
                "input": {"id": "7"},
                "exchanges": [{"request": request, "response": {"place": 1}}],
                "output": output,
            }),
        );
    }
    plays_of(
        "move-task",
        json!({
            "connection": {"edition": "new"},
            "input": {"type": "list", "id": "7"},
            "exchanges": [],
            "error": {
                "kind": "invalid-input",
                "message": "`move-task` cannot do this on a connection like this one",
                "problems": ["/type"],
            },
        }),
    );
}

#[test]
fn values_are_listed_as_a_sentence_has_them() {
    assert_eq!(one_of(&[]), "left out only");
    assert_eq!(one_of(&["a"]), "`a` only");
    assert_eq!(one_of(&["a", "b", "c"]), "`a`, `b` or `c`");
}

#[test]
fn an_answer_is_changed_for_the_inputs_that_say_so() {
    for (input, request, output) in [
        (json!({}), "GET /note", json!({"id": 1})),
        (json!({"form": "rich"}), "GET /note?form=rich", json!({"id": 1})),
        (json!({"form": "plain"}), "GET /note?form=plain", json!({"id": 1, "text": "plain"})),
    ] {
        plays_of(
            "get-note",
            json!({
                "connection": {"edition": "new"},
                "input": input,
                "exchanges": [{"request": request, "response": {"id": 1}}],
                "output": output,
            }),
        );
    }
}
