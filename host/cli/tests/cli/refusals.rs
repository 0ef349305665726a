//! Every way in which Confluence Cloud refuses a connection, and the tests that play it and show what the user is told.
//!
//! A test's file comes before its name; `runtime::` stands before those of `host/runtime/tests/runtime`, and
//! `simulator::` before those of `tests/simulator/tests/api`. A test of this file sees that each of them is there.
//!
//! ## Credentials and permissions
//!
//! | what happens | route | answer | played by |
//! |---|---|---|---|
//! | the token lacks a scope | gateway, both APIs | 401 `scope does not match` | `refused_credentials::a_scope_that_is_lacking_is_named_for_each_way_to_connect`, `sign_in::the_scopes_that_are_asked_for_can_be_chosen` (compared before anything is sent), `runtime::refresh::a_lack_of_scope_is_never_answered_with_a_refresh` |
//! | an API token with scopes | site | 401, a web page | `refused_credentials::a_token_with_scopes_is_refused_at_the_site_until_it_connects_anew`, `auth_types::an_api_token_with_scopes_goes_through_the_gateway` |
//! | a bearer token of OAuth 2.0 | site | 401, a web page | `refused_credentials::a_bearer_is_refused_at_the_site` |
//! | a credential that is wrong | both APIs | 403, masked 404, 401 | `connections::a_credential_that_is_refused_leaves_no_connection`, `auth_types::a_personal_access_token_connects_a_data_center`, `auth_types::a_password_connects_a_data_center`, `auth_types::a_service_account_connects_in_its_own_name`, `auth_types::an_access_token_is_brought_along` |
//! | a credential that was revoked | first API, second API | 403, masked 404, 401 | `refused_credentials::a_credential_that_was_revoked_is_told_for_each_way_to_connect` |
//! | no credential at all | both APIs | 403, masked 404 | `simulator::auth::bad_credentials_are_masked_on_v2_and_forbidden_on_v1` (a connection always has one) |
//! | an account's password | site | 401, deprecated | `refused_credentials::an_account_password_is_refused_on_cloud` |
//! | content that is not there | both APIs | 404 that names it | `refused_content::what_is_not_there_is_told` |
//! | no permission to read | both APIs | 404 | `refused_content::who_may_not_read_a_page_is_told_what_both_apis_tell` |
//! | no permission to change, restricted pages too | second API | 404 | `refused_content::who_may_read_a_page_and_not_change_it_is_told_so` |
//! | no permission to change | first API, Data Center | 403 | `refused_content::who_may_read_a_page_and_not_change_it_is_told_so`, `refused_content::who_may_not_change_a_page_of_a_data_center_is_told_so` |
//! | a write of the first API without `X-Atlassian-Token` | both doors | 403 `XSRF check failed` | `refused_content::a_header_that_gets_lost_on_the_way_is_told`, `simulator::coverage::every_write_of_the_first_version_wants_the_header_that_guards_against_forgery` (every action sends it: `tour::the_command_goes_on_a_tour_of_every_group`) |
//! | an operation that apps cannot use | gateway | 403 | `refused_content::an_app_is_told_what_is_for_users_alone` |
//!
//! ## OAuth 2.0
//!
//! | what happens | where | answer | played by |
//! |---|---|---|---|
//! | the user declines | consent | `access_denied` | `sign_in::a_user_who_declines_is_told_so`, `auth_types::a_user_signs_in_at_a_data_center` |
//! | another `state` | redirect | | `sign_in::strangers_do_not_end_a_sign_in`, `sign_in::the_address_may_be_pasted`, `runtime::sign_in::each_failure_to_sign_in_says_what_it_is` |
//! | a wrong client secret | token endpoint | 401 `access_denied` | `sign_in::a_wrong_client_secret_is_told`, `auth_types::a_user_signs_in_at_a_data_center`, `auth_types::a_service_account_connects_in_its_own_name` |
//! | the client secret is replaced later | token endpoint | 401 `access_denied` | `refused_credentials::a_client_secret_that_was_replaced_is_told`, `refused_credentials::a_credential_that_was_revoked_is_told_for_each_way_to_connect` |
//! | a code that was used or is wrong | token endpoint | 403 `invalid_grant` | `sign_in::a_code_that_was_used_before_is_told` |
//! | an unknown, idle or rotated refresh token | token endpoint | 403 `unauthorized_client` or `invalid_grant` | `refused_grants::a_refresh_token_that_is_unknown_is_told_whatever_the_server_calls_it`, `refused_grants::a_data_centers_refresh_token_that_is_unknown_is_told` |
//! | a refresh token used again within the leeway | token endpoint | a new pair | `refused_grants::a_copy_that_comes_within_the_leeway_still_works`, `killed::a_process_that_is_killed_before_the_answer_to_its_refresh_comes_loses_nothing` |
//! | the same outside of it | token endpoint | 403, and the family ends | `refused_grants::a_sign_in_that_two_places_use_ends_for_both` |
//! | no `offline_access`, so no refresh token | token endpoint | | `refused_grants::a_sign_in_without_a_refresh_token_is_told_at_once_and_when_it_ends`, `runtime::sign_in::a_sign_in_without_a_refresh_token_says_why_it_has_ended` |
//! | an access token that has ended | gateway | 401 | `refused_grants::a_token_that_ends_is_renewed_without_a_word`, `auth_types::an_access_token_is_brought_along` |
//! | a later consent overrides the scopes | refresh | fewer scopes | `refused_grants::a_later_consent_takes_scopes_away` |
//! | a later consent leaves the site out | gateway | bare 404 | `refused_grants::a_site_that_a_later_consent_leaves_out_is_told` |
//! | the gateway does not find the cloud id | gateway | bare 404 | `refused_grants::a_site_that_the_gateway_no_longer_finds_is_told_for_each_way_to_connect` |
//! | several sites, some of them listed twice | `accessible-resources` | | `sites::one_of_several_sites_is_never_chosen_silently`, `runtime::sign_in::the_site_is_never_the_first_of_several` |
//! | a site without Confluence, or another one | `accessible-resources` | | `sites::a_sign_in_that_does_not_reach_the_site_is_told` |
//! | the token endpoint is down | token endpoint | 5xx | `sign_in::a_token_endpoint_that_fails_is_told` |
//!
//! `ways::each_way_connects_checks_and_runs_an_action` and `runtime::sign_in::each_auth_type_connects_checks_and_performs`
//! see that each auth type works where nothing is refused.

use std::path::Path;

#[test]
fn each_test_that_the_table_names_is_there() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut names = 0;
    for line in include_str!("refusals.rs").lines().filter_map(|line| line.strip_prefix("//!")) {
        for name in line.split('`').skip(1).step_by(2).filter(|name| name.contains("::") && !name.ends_with("::")) {
            let (folder, name) = match name.split_once("::").unwrap() {
                ("runtime", name) => ("host/runtime/tests/runtime", name),
                ("simulator", name) => ("tests/simulator/tests/api", name),
                _ => ("host/cli/tests/cli", name),
            };
            let (file, test) = name.split_once("::").unwrap();
            let code = std::fs::read_to_string(tests.join(folder).join(file).with_extension("rs")).unwrap();
            assert!(code.contains(&format!("fn {test}(")), "{file} has no test `{test}`");
            names += 1;
        }
    }
    assert!(names > 40, "{names}");
}
