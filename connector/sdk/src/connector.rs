use crate::manifest::action;
#[cfg(not(feature = "packed"))]
use crate::manifest::documents;
#[cfg(feature = "packed")]
use crate::manifest::unpack;
use crate::{
    Account, Context, Entry, Error, ErrorKind, Host, Manifest, ManifestAction, OptionList, OptionPage, OptionQuery,
    Outcome, Request, Response, Schemas, Site,
};

/// A connector: what the manifest says beside the actions, the actions, and what the service's answers mean.
pub trait Connector {
    /// Its actions, in the order of the documentation: the only registry.
    const ACTIONS: &'static [&'static Entry];

    /// The lists of values that fields of inputs may take.
    const OPTIONS: &'static [OptionList] = &[];

    /// The documents of its actions, packed by [`pack`](crate::pack): a component that is built with the feature `packed`
    /// has them from here and not from its types, which makes it much smaller.
    const PACKED: &'static [u8] = &[];

    /// Name, version, form and endpoints; [`Self::ACTIONS`] is filled in.
    fn manifest() -> Manifest;

    /// Lists the sites that the credential reaches, for auth types that choose one of them.
    ///
    /// # Errors
    /// Where it reaches none, or not the one that the form means.
    fn sites(context: &Context<'_>) -> Result<Vec<Site>, Error> {
        let _ = context;
        Ok(Vec::new())
    }

    /// Finds out the derived fields that the manifest declares and the connection does not have yet.
    ///
    /// # Errors
    /// Where what the form says leads to nothing.
    fn resolve(context: &Context<'_>) -> Result<Vec<(String, String)>, Error> {
        let _ = context;
        Ok(Vec::new())
    }

    /// Tries the connection and says whose it is.
    ///
    /// # Errors
    /// `unauthenticated` where the service does not take the credential.
    fn check(context: &Context<'_>) -> Result<Account, Error>;

    /// Says what a response outside the 200s to a request means.
    fn explain(context: &Context<'_>, request: &Request, response: &Response) -> Error;
}

/// The whole manifest of a connector: what it says itself, and its actions.
pub fn describe<C: Connector>() -> Manifest {
    let mut manifest = C::manifest();
    manifest.actions.extend(actions::<C>());
    manifest
}

#[cfg(not(feature = "packed"))]
fn actions<C: Connector>() -> impl Iterator<Item = ManifestAction> {
    C::ACTIONS.iter().map(|entry| action(entry, documents(entry)))
}

#[cfg(feature = "packed")]
fn actions<C: Connector>() -> impl Iterator<Item = ManifestAction> {
    let documents = unpack(C::PACKED).unwrap_or_else(|error| panic!("the packed documents cannot be read: {error}"));
    assert!(
        C::ACTIONS.iter().map(|entry| entry.name).eq(documents.iter().map(|of| of.name.as_str())),
        "the packed documents are of other actions"
    );
    C::ACTIONS.iter().zip(documents).map(|(entry, documents)| action(entry, documents))
}

/// Performs the action of this name.
pub(crate) fn perform<C: Connector>(
    host: &dyn Host,
    action: &str,
    input: &str,
    resume: Option<String>,
) -> Result<Outcome, Error> {
    let entry = entry_of::<C>(action)?;
    crate::action::perform(entry, &Context::new::<C>(host).of(entry), input, resume)
}

fn entry_of<C: Connector>(action: &str) -> Result<&'static Entry, Error> {
    let entry = C::ACTIONS.iter().copied().find(|entry| entry.name == action);
    entry.ok_or_else(|| Error::new(ErrorKind::UnknownName, format!("there is no action `{action}`")))
}

/// The schemas of the action of this name for an input of which part is known.
pub(crate) fn schemas_for<C: Connector>(host: &dyn Host, action: &str, input: &str) -> Result<Schemas, Error> {
    let entry = entry_of::<C>(action)?;
    let fields = entry.fields(input)?;
    let described = actions::<C>().find(|described| described.name == action).map(|described| {
        let [input, output] = [described.input_schema, described.output_schema].map(|text| crate::parse(&text));
        Ok::<_, serde_json::Error>(Schemas { input: input?, output: output? })
    });
    let mut schemas = described
        .and_then(Result::ok)
        .ok_or_else(|| Error::new(ErrorKind::Internal, format!("the schemas of `{action}` cannot be read")))?;
    if let Some(narrowing) = entry.narrowing.filter(|narrowing| narrowing.is_due(&fields)) {
        (narrowing.narrow)(&Context::new::<C>(host).of(entry), &fields, &mut schemas)?;
    }
    Ok(schemas)
}

/// Lists the values of the list of this name.
pub(crate) fn options<C: Connector>(host: &dyn Host, name: &str, query: &OptionQuery) -> Result<OptionPage, Error> {
    let list = C::OPTIONS
        .iter()
        .find(|list| list.name == name)
        .ok_or_else(|| Error::new(ErrorKind::UnknownName, format!("there is no list `{name}`")))?;
    (list.list)(&Context::new::<C>(host), query)
}
