//! `connector connections show`

use std::time::{Duration, UNIX_EPOCH};

use clap::Args;

use super::whose;
use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Show {
    /// The connection
    name: String,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Show {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let record = context.runtime().await?.connection_record(&self.name).await?;
        if self.output.json {
            return context.printer.json(&record);
        }
        let added = UNIX_EPOCH + Duration::from_millis(record.created_at.unsigned_abs());
        let mut rows = vec![
            ["name".to_owned(), record.name],
            ["connector".to_owned(), record.connector],
            ["auth type".to_owned(), record.auth_type],
            ["account".to_owned(), record.account.as_ref().map_or_else(|| "not checked".to_owned(), whose)],
            ["added".to_owned(), httpdate::fmt_http_date(added)],
        ];
        rows.extend(record.fields.into_iter().map(|(field, value)| [field, value]));
        rows.extend(record.secrets.into_iter().map(|field| [field, "(secret)".to_owned()]));
        context.printer.table(&rows)
    }
}
