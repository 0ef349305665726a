//! `GET /space` and `GET /space/{spaceKey}`.

use http::StatusCode;

use super::seen_space;
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::content::labels::named;
use crate::data_center::expand::{Expand, SPACE};
use crate::data_center::instance::{Instance, Space};
use crate::data_center::listing::Window;
use crate::data_center::refusal::invalid;
use crate::data_center::view::View;

const SINGLES: &[&str] =
    &["spaceKeySingle", "type", "status", "favourite", "hasRetentionPolicy", "start", "limit", "xoauth_requestor_id"];
const LISTS: &[&str] = &["spaceKey", "spaceKeys", "spaceId", "spaceIds", "label", "contentLabel", "expand"];

/// Lists the spaces that the caller sees.
pub(in crate::data_center) fn list(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(SINGLES, LISTS)?;
    let expand = Expand::read(parameters, "", &SPACE)?;
    let lists = ["spaceKey", "spaceKeys", "spaceKeySingle"].map(|name| parameters.list(name));
    let keys = lists.into_iter().flatten().reduce(|all, more| [all, more].concat());
    let mut ids = parameters.numbers("spaceId", 1000)?;
    if let Some(more) = parameters.numbers("spaceIds", 1000)? {
        ids.get_or_insert_default().extend(more);
    }
    if keys.is_some() && ids.is_some() {
        return Err(invalid("Spaces are named by keys or by ids, not by both"));
    }
    let kind = parameters.choice("type", &["global", "personal"])?;
    let status = parameters.choice("status", &["current", "archived"])?;
    let labels = ["label", "contentLabel"].map(|name| parameters.list(name));
    // The simulator keeps neither favourites nor rules about what to forget.
    let favourite = parameters.flag("favourite")? || parameters.flag("hasRetentionPolicy")?;
    let window = Window::read(call, 25)?;
    let instance = call.instance();
    let [own, inner] = labels.map(|labels| {
        labels.map(|names| names.into_iter().flat_map(|name| named(&instance, name)).collect::<Vec<_>>())
    });
    let rows = instance.spaces.values().filter(|space| {
        !favourite
            && instance.sees(&call.user, space)
            && keys.as_ref().is_none_or(|keys| keys.iter().any(|key| key.eq_ignore_ascii_case(&space.key)))
            && ids.as_ref().is_none_or(|ids| ids.contains(&space.id))
            && kind.is_none_or(|kind| kind == space.kind.name())
            && status.is_none_or(|status| status == space.status())
            && own.as_ref().is_none_or(|ids| ids.iter().any(|id| space.labels.contains(id)))
            && inner.as_ref().is_none_or(|ids| contains(&instance, space, ids))
    });
    let view = View::of(call, &instance);
    Ok(Answer::json(StatusCode::OK, &window.page(call, rows.collect(), |space| view.space(space, &expand))))
}

/// Returns one space.
pub(in crate::data_center) fn get(call: &Call<'_>) -> Reply {
    call.parameters.only(&["xoauth_requestor_id"], &["expand"])?;
    let expand = Expand::read(&call.parameters, "", &SPACE)?;
    let instance = call.instance();
    let space = seen_space(call, &instance, call.capture(0))?;
    Ok(Answer::json(StatusCode::OK, &whole(call, &instance, space, &expand)))
}

/// Writes a space as the only thing of an answer.
pub(super) fn whole(call: &Call<'_>, instance: &Instance, space: &Space, expand: &Expand) -> serde_json::Value {
    let mut written = View::of(call, instance).space(space, expand);
    written["_links"]["base"] = call.base().into();
    written["_links"]["context"] = "/confluence".into();
    written["_links"]["collection"] = "/rest/api/space".into();
    written
}

/// Tells whether a space has content with one of some labels.
fn contains(instance: &Instance, space: &Space, labels: &[u64]) -> bool {
    let content = instance.content.values().filter(|content| content.space == space.id && content.is_current());
    content.into_iter().any(|content| content.labels.iter().any(|labelling| labels.contains(&labelling.label)))
}
