use super::Runtime;
use super::establish::{auth_type, checked_name};
use crate::Error;
use crate::connection::ConnectionDraft;
use crate::form;

impl Runtime {
    /// Checks what was entered for a new connection so far, so that nobody is asked for a secret in vain. What is still
    /// missing is no matter.
    ///
    /// # Errors
    /// Where what was entered does not fit, the name is taken, or there is no such location.
    pub async fn check_entered(&self, draft: &ConnectionDraft) -> Result<(), Error> {
        let name = checked_name(&draft.name)?;
        if self.inner.store.connection(self.inner.tenant(), &name).await?.is_some() {
            return Err(Error::ConnectionExists { name });
        }
        let connector = self.connector(&draft.connector).await?;
        let manifest = &connector.manifest;
        let auth_type = auth_type(manifest, draft.auth_type.as_deref())?;
        let all: Vec<&str> = manifest.form(auth_type).map(|field| field.name.as_str()).collect();
        // A choice that is still open is made so that what was entered is asked for.
        let mut fields = draft.fields.clone();
        let given = manifest.form(auth_type).filter(|field| draft.fields.contains_key(&field.name));
        for condition in auth_type.when.iter().chain(given.flat_map(|field| &field.when)) {
            if let Some(value) = condition.values.first() {
                fields.entry(condition.field.clone()).or_insert_with(|| value.clone());
            }
        }
        form::fill(manifest, auth_type, &fields, &draft.secrets, &all)
            .map_err(|problems| Error::InvalidConnection { problems })?;
        self.check_location(&draft.location).await
    }
}
