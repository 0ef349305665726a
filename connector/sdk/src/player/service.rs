/// Makes the connector of a test, `Service`, of these actions, and `plays_of(action, case)`, which plays a case of one.
macro_rules! service {
    ($($action:expr),*) => {
        struct Service;

        impl $crate::Connector for Service {
            const ACTIONS: &'static [&'static $crate::Entry] = &[$($action),*];

            fn manifest() -> $crate::Manifest {
                unreachable!("no test describes it")
            }

            fn check(_: &$crate::Context<'_>) -> Result<$crate::Account, $crate::Error> {
                unreachable!("no test checks it")
            }

            fn explain(_: &$crate::Context<'_>, _: &$crate::Request, response: &$crate::Response) -> $crate::Error {
                $crate::Error::from_response($crate::ErrorKind::Service, "it failed", response)
            }
        }

        fn plays_of(action: &str, mut case: serde_json::Value) {
            case["description"] = "".into();
            let mut case: $crate::player::Case = serde_json::from_value(case).unwrap();
            case.action = action.to_owned();
            assert_eq!($crate::player::play_case::<Service>(&case), Vec::<String>::new());
        }
    };
}

pub(crate) use service;
