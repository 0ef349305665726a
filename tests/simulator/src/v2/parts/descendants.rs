//! `…/{id}/descendants`.

use serde_json::json;

use crate::answer::Reply;
use crate::site::Call;
use crate::v2::listing;

/// Lists what stands below something, level by level; two levels by default.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let depth = call.parameters.number("depth", "Integer")?.unwrap_or(2);
    let store = call.world.store();
    let id = call.owner(&store)?;
    let mut below = store.descendants(id, depth);
    below.retain(|(page, _)| call.may(&store, page.id, "read"));
    let ids: Vec<u64> = below.iter().map(|(page, _)| page.id).collect();
    let path = format!("/wiki/api/v2/{}/{id}/descendants", call.kind.segment());
    listing::answer(call, &path, &ids, 25, |id| {
        let (page, depth) = below.iter().find(|(page, _)| page.id == id)?;
        Some(json!({
            "id": page.id.to_string(),
            "status": page.status.name(),
            "title": page.latest.title,
            "type": page.kind.name(),
            "parentId": page.parent.map(|id| id.to_string()),
            "depth": depth,
            "childPosition": page.position,
        }))
    })
}
