//! `PUT /space/{spaceKey}` and `DELETE /space/{spaceKey}`.

use http::StatusCode;

use super::administered;
use super::create::description;
use super::get::whole;
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{Expand, SPACE};
use crate::data_center::fields::Fields;
use crate::data_center::instance::{Instance, Job, Kind};
use crate::data_center::refusal::{invalid, no_content, no_space};
use crate::data_center::tasks::submitted;

const FIELDS: &[&str] = &[
    "id",
    "key",
    "name",
    "description",
    "homepage",
    "status",
    "type",
    "icon",
    "creator",
    "creationDate",
    "lastModifier",
    "lastModificationDate",
    "metadata",
    "retentionPolicy",
    "permissions",
    "_links",
    "_expandable",
];

/// Changes name, description and homepage of a space; key and name must be there.
pub(in crate::data_center) fn update(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut fields = Fields::read(call, FIELDS)?;
    let key = call.capture(0);
    if !fields.required("key")?.eq_ignore_ascii_case(key) {
        return Err(invalid("The key of a space cannot be changed"));
    }
    let name = fields.required("name")?.to_owned();
    let description = description(&mut fields)?;
    let known = ["id", "type", "status", "title", "position", "extensions", "_links", "_expandable"];
    let homepage = fields.object("homepage", &known)?;
    let homepage = homepage.map(|page| page.id("id")?.ok_or_else(|| page.absent("id"))).transpose()?;
    let mut instance = call.instance();
    let id = administered(call, &instance, key)?.id;
    if let Some(page) = homepage {
        check_homepage(&instance, id, page)?;
    }
    let modified = instance.now();
    if let Some(space) = instance.spaces.get_mut(&id) {
        space.name = name;
        space.modified = modified;
        space.modifier.clone_from(&call.user);
        if let Some(description) = description {
            space.description = description;
        }
        space.homepage = homepage.or(space.homepage);
    }
    let space = instance.spaces.get(&id).ok_or_else(|| no_space(key))?;
    let expand = Expand::known("description.plain,homepage", &SPACE);
    Ok(Answer::json(StatusCode::OK, &whole(call, &instance, space, &expand)))
}

/// Starts to delete a space.
pub(in crate::data_center) fn delete(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut instance = call.instance();
    let space = administered(call, &instance, call.capture(0))?;
    let job = Job::DeleteSpace(space.id, space.key.clone());
    let task = instance.start_task(job);
    Ok(submitted(&task))
}

fn check_homepage(instance: &Instance, space: u64, page: u64) -> Result<(), Answer> {
    let found = instance.content.get(&page).filter(|page| page.kind == Kind::Page && page.is_current());
    if found.ok_or_else(|| no_content(page))?.space == space {
        return Ok(());
    }
    Err(invalid("The homepage is in another space"))
}
