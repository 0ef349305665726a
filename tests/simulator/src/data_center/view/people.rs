//! Users and groups.

use serde_json::{Value, json};

use super::View;
use crate::data_center::expand::Expand;
use crate::data_center::instance::{Subject, User};

const PICTURE: &str = "/confluence/images/icons/profilepics/default.svg";

impl View<'_> {
    /// Writes a user.
    pub(in crate::data_center) fn user(self, user: &User, expand: &Expand) -> Value {
        let mut written = json!({
            "type": "known",
            "username": user.name,
            "userKey": user.key,
            "profilePicture": {"path": PICTURE, "width": 48, "height": 48, "isDefault": true},
            "displayName": user.full_name,
            "_links": {"self": self.own(&format!("/rest/api/user?key={}", user.key))},
        });
        if expand.has("status") {
            written["status"] = json!(if user.active { "CURRENT" } else { "DEACTIVATED" });
            written["_expandable"] = json!({});
        } else {
            written["_expandable"] = json!({"status": ""});
        }
        written
    }

    /// Writes a user by key; one that was deleted is unknown.
    pub(in crate::data_center) fn person(self, key: &str) -> Value {
        match self.instance.user(key) {
            Some(user) => self.user(user, &Expand::default()),
            None => json!({
                "type": "unknown",
                "username": "",
                "userKey": key,
                "profilePicture": {"path": PICTURE, "width": 48, "height": 48, "isDefault": true},
                "displayName": format!("Unknown User ({key})"),
                "_links": {"self": self.own(&format!("/rest/api/user?key={key}"))},
                "_expandable": {"status": ""},
            }),
        }
    }

    /// Writes a group.
    pub(in crate::data_center) fn group(self, name: &str) -> Value {
        let path = format!("/rest/api/group/{}", crate::parameters::encode(name));
        json!({"type": "group", "name": name, "_links": {"self": self.own(&path)}})
    }

    /// Writes who holds a permission; whoever has no licence is shown as a type of its own, which is a guess.
    pub(in crate::data_center) fn subject(self, subject: &Subject) -> Value {
        match subject {
            Subject::User(key) => self.person(key),
            Subject::Group(name) => self.group(name),
            Subject::Anonymous => anonymous(),
            Subject::Unlicensed => json!({"type": "unlicensed", "displayName": "Unlicensed"}),
        }
    }
}

/// Writes whoever is not signed in.
pub(in crate::data_center) fn anonymous() -> Value {
    json!({
        "type": "anonymous",
        "profilePicture": {
            "path": "/confluence/images/icons/profilepics/anonymous.svg",
            "width": 48,
            "height": 48,
            "isDefault": true,
        },
        "displayName": "Anonymous",
    })
}
