//! How an input names a user: by account id on Cloud, by username or user key on Data Center and Server.

use connector_sdk::serde_json::Value;
use connector_sdk::{Error, ErrorKind, Fields, refuse_fields};

const ACCOUNT_ID: &str = "accountId";
const USERNAME: &str = "username";
const USER_KEY: &str = "userKey";

/// Sees that Cloud's name of a user is given, and no other.
pub(super) fn account(fields: Fields) -> Result<Fields, Error> {
    let fields = account_or_self(fields)?;
    if has(&fields, ACCOUNT_ID) {
        return Ok(fields);
    }
    Err(Error::new(ErrorKind::InvalidInput, "on Confluence Cloud a user is named by `accountId`")
        .problem("/accountId", "is needed here"))
}

/// Sees that at most Cloud's name of a user is given.
pub(super) fn account_or_self(fields: Fields) -> Result<Fields, Error> {
    refuse_fields(&fields, &|name| name == USERNAME || name == USER_KEY)?;
    Ok(fields)
}

/// Sees that one of Data Center's names of a user is given.
pub(super) fn name(fields: Fields) -> Result<Fields, Error> {
    let fields = name_or_self(fields)?;
    if has(&fields, USERNAME) || has(&fields, USER_KEY) {
        return Ok(fields);
    }
    Err(Error::new(ErrorKind::InvalidInput, "on Confluence Data Center a user is named by `username` or `userKey`")
        .problem("/username", "is needed here, or `userKey`"))
}

/// Sees that at most one of Data Center's names of a user is given.
pub(super) fn name_or_self(fields: Fields) -> Result<Fields, Error> {
    refuse_fields(&fields, &|name| name == ACCOUNT_ID)?;
    if has(&fields, USERNAME) && has(&fields, USER_KEY) {
        return Err(Error::new(ErrorKind::InvalidInput, "a user is named by `username` or `userKey`, not by both")
            .problem("/userKey", "cannot stand beside `username`"));
    }
    Ok(fields)
}

fn has(fields: &Fields, name: &str) -> bool {
    fields.get(name).is_some_and(|value: &Value| !value.is_null())
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rule = fn(Fields) -> Result<Fields, Error>;

    #[test]
    fn a_user_is_named_as_the_deployment_names_users() {
        let rules: [(&str, Rule); 4] = [
            ("account", account),
            ("account_or_self", account_or_self),
            ("name", name),
            ("name_or_self", name_or_self),
        ];
        for (given, problems) in [
            (&[][..], ["/accountId", "", "/username", ""]),
            (&[ACCOUNT_ID], ["", "", "/accountId", "/accountId"]),
            (&[USERNAME], ["/username", "/username", "", ""]),
            (&[USER_KEY], ["/userKey", "/userKey", "", ""]),
            (&[USERNAME, USER_KEY], ["/username /userKey", "/username /userKey", "/userKey", "/userKey"]),
        ] {
            for ((name, rule), expected) in rules.iter().zip(problems) {
                let fields: Fields = given.iter().map(|name| ((*name).to_owned(), "x".into())).collect();
                let found = match rule(fields) {
                    Ok(fields) => {
                        assert_eq!(fields.len(), given.len());
                        String::new()
                    }
                    Err(error) => error.problems.iter().map(|problem| &*problem.at).collect::<Vec<_>>().join(" "),
                };
                assert_eq!(found, expected, "{name}: {given:?}");
            }
        }
    }
}
