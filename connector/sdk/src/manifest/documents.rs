#[cfg(any(feature = "packed", not(target_arch = "wasm32")))]
mod packed;
#[cfg(not(feature = "packed"))]
mod written;

#[cfg(not(feature = "packed"))]
pub(crate) use written::documents;

/// What the manifest says of an action in documents: they come from the types of its inputs and outputs.
///
/// The code that writes schemas of types weighs some 18 kB an action. Packed, they weigh one.
#[derive(Debug, PartialEq)]
pub(crate) struct Documents {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) input: String,
    pub(crate) output: String,
    pub(crate) item: Option<String>,
}

/// Packs the documents of a connector's actions: what [`Connector::PACKED`](crate::Connector::PACKED) holds.
#[cfg(not(any(feature = "packed", target_arch = "wasm32")))]
pub fn pack<C: crate::Connector>() -> Vec<u8> {
    let text = packed::write(C::ACTIONS.iter().copied().map(documents));
    miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 10)
}

/// Unpacks them. What cannot be unpacked was built wrongly: there is nothing that a caller could do about it.
#[cfg(any(feature = "packed", test))]
pub(crate) fn unpack(packed: &[u8]) -> Result<Vec<Documents>, String> {
    let text = miniz_oxide::inflate::decompress_to_vec(packed).map_err(|error| error.to_string())?;
    packed::read(&text).map_err(|error| error.to_string())
}

#[cfg(all(test, not(feature = "packed")))]
mod tests {
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    use crate::{Account, Action, Connector, Context, Effect, Entry, Error, Manifest, Request, Response, entry};

    use super::*;

    /// Lists tasks.
    ///
    /// Those of the user.
    #[derive(Serialize, Deserialize, JsonSchema)]
    struct ListTasks {}

    /// Tasks.
    #[derive(JsonSchema)]
    struct Tasks {
        /// The tasks.
        #[expect(dead_code, reason = "only its schema counts")]
        results: Vec<String>,
    }

    impl Action for ListTasks {
        type Output = Tasks;
        const NAME: &str = "list-tasks";
        const GROUP: &str = "tasks";
        const ROUTE: &str = "GET /tasks?limit={limit}&cursor={cursor}";
        const EFFECT: Effect = Effect::Read;
        const PAGING: Option<&crate::Paging> = Some(&crate::Paging {
            items: "results",
            next: ("_links", "next"),
            link_prefix: "",
            limit: 100,
            keep: &[],
            counted: false,
        });
    }

    struct Service;

    impl Connector for Service {
        const ACTIONS: &'static [&'static Entry] = &[entry::<ListTasks>()];

        fn manifest() -> Manifest {
            unreachable!("no test describes it")
        }

        fn check(_: &Context<'_>) -> Result<Account, Error> {
            unreachable!("no test checks it")
        }

        fn explain(_: &Context<'_>, _: &Request, _: &Response) -> Error {
            unreachable!("no test performs it")
        }
    }

    #[test]
    fn what_was_packed_is_unpacked() {
        let unpacked = unpack(&pack::<Service>()).unwrap();
        assert_eq!(unpacked, [documents(Service::ACTIONS[0])]);
    }

    #[test]
    fn what_is_not_packed_is_no_connector() {
        assert!(unpack(&[]).is_err());
        assert!(unpack(b"documents").is_err());
    }

    #[test]
    fn a_list_takes_what_every_list_takes() {
        insta::assert_snapshot!(documents(Service::ACTIONS[0]).input);
    }
}
