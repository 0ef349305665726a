//! The recorded cases, played without a host.

use connector_confluence::Confluence;

#[test]
fn every_case_goes_as_recorded() {
    connector_sdk::player::play::<Confluence>("../../tests/cases");
}
