use std::collections::BTreeMap;

use super::Runtime;
use super::connections::Opened;
use super::establish::{Candidate, auth_type, checked_name};
use crate::Error;
use crate::auth::{Grant, requested};
use crate::connection::{ConnectionChange, ConnectionRecord};
use crate::manifest::{self, AuthType, Credential, FieldKind};

impl Runtime {
    /// Changes what a connection is made of, and tries it. A sign-in that it has stays.
    ///
    /// # Errors
    /// As adding a connection; and where it would become one of another account or site without leave.
    pub async fn change_connection(&self, name: &str, change: ConnectionChange) -> Result<ConnectionRecord, Error> {
        let (candidate, grant) = self.changed(name, change).await?;
        if grant.is_none() {
            candidate.needs_no_page()?;
        }
        self.establish_without_site(candidate, grant).await
    }

    /// What a connection becomes by a change, and the grant that it keeps.
    pub(super) async fn changed(
        &self,
        name: &str,
        change: ConnectionChange,
    ) -> Result<(Candidate, Option<Grant>), Error> {
        let (connector, previous, known, opened) = match self.opened(name).await {
            Ok((connector, record, opened)) => (connector, record.clone(), record.fields, opened),
            // What others wrote there is not worth more than nothing: all of it is asked for again.
            Err(Error::ChangedOutside { .. }) => {
                let record = self.connection_record(name).await?;
                (self.connector(&record.connector).await?, record, BTreeMap::new(), Opened::default())
            }
            Err(error) => return Err(error),
        };
        let wanted = change.auth_type.as_deref().unwrap_or(&previous.auth_type);
        let auth_type = auth_type(&connector.manifest, Some(wanted))?.clone();
        let is_asked = |name: &str| connector.manifest.form(&auth_type).any(|field| field.name == name);
        let mut fields: BTreeMap<String, String> = known
            .iter()
            .filter(|(name, _)| is_asked(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let mut secrets = opened.secrets;
        secrets.retain(|name, _| is_asked(name));
        // What was entered for one place is not sent to another: then all of it is asked for again.
        let moves = auth_type.name != previous.auth_type
            || change.fields.iter().any(|(name, value)| {
                let all = connector.manifest.form(&auth_type);
                let mut addresses = all.filter(|field| field.kind.is_address());
                addresses.any(|field| field.name == *name) && value.as_ref() != known.get(name)
            });
        if moves {
            secrets.clear();
        }
        let changed_fields: Vec<String> = change.fields.keys().cloned().collect();
        for (name, value) in change.fields {
            match value {
                Some(value) => drop(fields.insert(name, value)),
                None => drop(fields.remove(&name)),
            }
        }
        // When the old secret ended says nothing about a new one.
        for name in change.secrets.keys() {
            let all = connector.manifest.form(&auth_type);
            let field = all.clone().find(|field| field.name == *name);
            if let Some(FieldKind::Secret(manifest::Secret { expires: Some(date), .. })) =
                field.map(|field| &field.kind)
                && !changed_fields.contains(date)
            {
                fields.remove(date);
            }
        }
        let new_client_secret = signs_in_by_itself(&auth_type).is_some_and(|name| change.secrets.contains_key(name));
        secrets.extend(change.secrets);
        // A field that is no longer shown goes without a word.
        loop {
            let hidden = |name: &String| {
                let all = connector.manifest.form(&auth_type);
                let mut shown = all.filter(|field| field.name == **name);
                shown.next().is_some_and(|field| !field.is_shown(&fields)) && known.contains_key(name)
            };
            let Some(name) = fields.keys().find(|name| hidden(name)).cloned() else { break };
            fields.remove(&name);
        }
        let filled = self.inner.fill(&connector, &auth_type, &fields, &secrets)?;
        let new_name = match change.name {
            Some(name) => checked_name(&name)?,
            None => previous.name.clone(),
        };
        let same = auth_type.name == previous.auth_type;
        // A grant is of one client and of the scopes that were asked for.
        let same = same && !moves && asks_for_the_same(&auth_type, &known, &filled.fields);
        // With the token that is there still nobody would notice that the new secret is wrong.
        let same = same && !new_client_secret;
        let grant = opened.grant.map(|(grant, _)| grant).filter(|grant| same && !grant.dead);
        let record = ConnectionRecord {
            name: new_name,
            auth_type: auth_type.name,
            fields: filled.fields,
            secrets: filled.secrets.keys().cloned().collect(),
            derived: BTreeMap::new(),
            resolved: false,
            site: None,
            ..previous.clone()
        };
        let candidate = Candidate {
            connector,
            record,
            secrets: filled.secrets,
            previous: Some(previous),
            allow_other_account: change.allow_other_account,
            keeps_grant: grant.is_some(),
            once: None,
        };
        Ok((candidate, grant))
    }
}

/// The secret of a client that signs in without a user.
fn signs_in_by_itself(auth_type: &AuthType) -> Option<&String> {
    match &auth_type.credential {
        Credential::Oauth2(oauth2) if oauth2.grant == manifest::Grant::ClientCredentials => {
            oauth2.client_secret.as_ref()
        }
        _ => None,
    }
}

/// Whether a user would sign in for the same in both cases.
fn asks_for_the_same(
    auth_type: &AuthType,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> bool {
    match &auth_type.credential {
        Credential::Oauth2(oauth2) => {
            before.get(&oauth2.client_id) == after.get(&oauth2.client_id)
                && requested(oauth2, before) == requested(oauth2, after)
        }
        _ => true,
    }
}
