//! `POST /content/{id}/version` and `DELETE /content/{id}/version/{number}`.

use http::StatusCode;
use serde_json::json;

use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::refusal::Shape;
use crate::site::Call;
use crate::store::{Kind, Page, Store};
use crate::v1::user::person;

/// Makes a version before the latest the latest again; that it is not there is a bad request here.
pub(crate) fn restore(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let params = &call.value["params"];
    let number = params["versionNumber"].as_u64().unwrap_or_default();
    let page = versioned(call, &store)?;
    let (id, title) = (page.id, page.latest.title.clone());
    if number == u64::from(page.latest.number) {
        return Err(Shape::V1.invalid(&format!("Version {number} is the current version")));
    }
    let absent = || Shape::V1.invalid(&format!("There is no version {number}"));
    let revision = page.revision(number).ok_or_else(absent)?.clone();
    // A title may have been taken meanwhile, so it is only restored on demand.
    let title = if params["restoreTitle"] == true { revision.title } else { title };
    let message = params["message"].as_str().unwrap_or_default();
    store.publish(id, &title, revision.body, message);
    let page = versioned(call, &store)?;
    let latest = &page.latest;
    let base = call.base();
    let body = json!({
        "by": person(&call.world.options, Account::User),
        "when": latest.at.to_string(),
        "friendlyWhen": latest.at.friendly(),
        "message": latest.message,
        "number": latest.number,
        "minorEdit": false,
        "contentTypeModified": false,
        "_expandable": {"collaborators": "", "content": format!("/rest/api/content/{id}")},
        "_links": {"self": format!("{base}/rest/api/content/{id}/version/{}", latest.number), "base": base},
    });
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Removes a version before the latest; the numbers of the others stay.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let page = versioned(call, &store)?;
    let (id, latest) = (page.id, u64::from(page.latest.number));
    let number = call.number(1, "versionNumber")?;
    if number == latest {
        return Err(Shape::V1.invalid("The current version cannot be deleted"));
    }
    if !store.delete_version(id, number) {
        return Err(Shape::V1.invalid(&format!("There is no version {number}")));
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

fn versioned<'a>(call: &Call<'_>, store: &'a Store) -> Result<&'a Page, Answer> {
    let id = call.id()?;
    call.check_access(store, id, "update")?;
    let page = store.content(id).filter(|page| matches!(page.kind, Kind::Page | Kind::Blogpost | Kind::CustomContent));
    page.ok_or_else(|| Shape::V1.invalid(&format!("No content found with id: ContentId{{id={id}}}")))
}
