//! Tables of routes for actions that serve many types of content, where the input `type` says which.

use connector_sdk::ActionRoute;

/// Routes on Cloud, a row for each `type`: `"values of type" => "route", ["scopes"];`. An absent `type` is `""`. The text
/// before the rows is the query of them all; routes after `+` are taken as they are.
macro_rules! by_type {
    ($query:literal; $($($value:literal),+ => $route:literal, [$($scope:literal),+];)+ $(+ $more:expr;)*) => {
        [
            $(
                ::connector_sdk::ActionRoute::new(concat!($route, $query), &[&[$($scope),+]])
                    .when($crate::form::CLOUD)
                    .given(&[("type", &[$($value),+])]),
            )+
            $($more,)*
        ]
    };
}

/// Makes the first route of a table the one of an action, and the others those that it requests instead.
macro_rules! routes_of {
    ($table:expr) => {
        const ROUTE: &str = $table[0].route;
        const SCOPES: ::connector_sdk::Scopes = $table[0].scopes;
        const ROUTE_WHEN: ::connector_sdk::Conditions = $table[0].when;
        const GIVEN: ::connector_sdk::Conditions = $table[0].given;
        const ASK: Option<::connector_sdk::Ask> = $table[0].ask;
        const ANSWER: Option<::connector_sdk::Answer> = $table[0].answer;
        const INSTEAD: &[::connector_sdk::ActionRoute] = $table.split_at(1).1;
    };
}

pub(super) use {by_type, routes_of};

/// Two tables as one, which has room for `N` routes: as many as both have.
pub(super) const fn joined<const N: usize>(first: &[ActionRoute], second: &[ActionRoute]) -> [ActionRoute; N] {
    assert!(N == first.len() + second.len(), "as many routes as both tables have");
    let mut table = [first[0]; N];
    let mut index = 0;
    while index < N {
        table[index] = if index < first.len() { first[index] } else { second[index - first.len()] };
        index += 1;
    }
    table
}

/// A table for requests about further content, of any type: what `type` says is not about it. It has room for `N` routes.
pub(super) const fn of_any_type<const N: usize>(table: &[ActionRoute]) -> [ActionRoute; N] {
    assert!(N == table.len(), "as many routes as the table has");
    let mut all = [table[0]; N];
    let mut index = 0;
    while index < N {
        all[index] = table[index].given(&[]);
        index += 1;
    }
    all
}
