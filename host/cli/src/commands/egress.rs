//! `connector egress`

use clap::Args;
use connector_runtime::Destination;
use serde_json::json;

use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;

#[derive(Args)]
pub(crate) struct Egress {
    /// The connections; without any, all of them
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Egress {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let mut names = self.names;
        if names.is_empty() {
            names = runtime.connections().await?.into_iter().map(|record| record.name).collect();
        }
        let (mut documents, mut rows) = (Vec::new(), Vec::new());
        for name in names {
            let connection = unless_interrupted(runtime.connection(&name)).await?;
            let destinations = connection.destinations();
            let row = |what: &str, value: String, note: &str| [name.clone(), what.to_owned(), value, note.to_owned()];
            rows.extend(destinations.origins.iter().map(|to| row(&to.endpoint, to.origin.clone(), note(to))));
            rows.extend(destinations.proxy.iter().map(|proxy| row("proxy", proxy.clone(), "")));
            rows.extend(destinations.source_address.iter().map(|from| row("source address", from.to_string(), "")));
            documents.push(json!({ "connection": name, "destinations": destinations }));
        }
        if self.output.json {
            return context.printer.json(&documents);
        }
        context.printer.columns(["connection", "endpoint", "address", "note"], rows)
    }
}

fn note(destination: &Destination) -> &'static str {
    match (destination.by_redirect, destination.may_be_private) {
        (true, _) => "where the service redirects there, without the credential",
        (false, true) => "may be a private address",
        (false, false) => "",
    }
}
