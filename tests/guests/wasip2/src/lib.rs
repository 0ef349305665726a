//! A connector built for `wasm32-wasip2`: its standard library imports WASI, and it runs all the same.

#![allow(unsafe_code, missing_docs, clippy::pedantic, reason = "generated bindings; nobody ships this")]
#![allow(clippy::print_stdout, reason = "it uses what a WASI guest gets, to see that it gets it")]

wit_bindgen::generate!({ path: "../../../wit", world: "plugin" });

use std::collections::HashMap;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use connector::plugin::manifest::{Action, AuthType, Credential, Effect};
use connector::plugin::types::Error;
use exports::connector::plugin::connector::{
    Account, Guest, Manifest, OptionPage, OptionQuery, Outcome, Schemas, Site,
};

struct Wasip2;

impl Guest for Wasip2 {
    fn describe() -> Manifest {
        let any = "{}".to_owned();
        Manifest {
            name: "wasip2".into(),
            title: "WASI".into(),
            version: "0.1.0".into(),
            description: "Uses what WASI offers to a connector.".into(),
            fields: vec![],
            derived: vec![],
            auth_types: vec![AuthType {
                name: "none".into(),
                label: "None".into(),
                hint: None,
                fields: vec![],
                when: vec![],
                choose_site: false,
                credential: Credential::None,
                annotations: any.clone(),
            }],
            endpoints: vec![],
            actions: vec![Action {
                name: "look-around".into(),
                title: "Look around".into(),
                description: "Says what it finds.".into(),
                group: "tests".into(),
                input_schema: any.clone(),
                output_schema: any.clone(),
                item_schema: None,
                schema_depends: vec![],
                effect: Effect::Read,
                removes_given: Vec::new(),
                repeatable: true,
                resumable: false,
                routes: vec![],
                when: vec![],
                deprecated: None,
                annotations: any.clone(),
            }],
            annotations: any,
        }
    }

    fn sites() -> Result<Vec<Site>, Error> {
        Ok(Vec::new())
    }

    fn resolve() -> Result<Vec<(String, String)>, Error> {
        Ok(Vec::new())
    }

    fn check() -> Result<Account, Error> {
        Ok(Account { id: "1".into(), name: "wasip2".into(), email: None, details: "{}".into() })
    }

    fn options(_: String, _: OptionQuery) -> Result<OptionPage, Error> {
        Ok(OptionPage { items: Vec::new(), next: None })
    }

    fn schemas_for(_: String, _: String) -> Result<Schemas, Error> {
        Ok(Schemas { input: "{}".into(), output: "{}".into() })
    }

    fn perform(_: String, _: String, _: Option<String>) -> Result<Outcome, Error> {
        println!("nobody reads this");
        let clock = SystemTime::now().duration_since(UNIX_EPOCH).is_ok_and(|time| time.as_secs() > 1_700_000_000);
        let ticks = Instant::now().elapsed().as_secs() < 60;
        let variables = std::env::vars().count();
        let arguments = std::env::args().count();
        // A hash map asks for randomness.
        let map: HashMap<u8, u8> = HashMap::from([(1, 2)]);
        Ok(Outcome::Done(format!(
            r#"{{"clock":{clock},"ticks":{ticks},"variables":{variables},"arguments":{arguments},"map":{}}}"#,
            map.len()
        )))
    }
}

export!(Wasip2);
