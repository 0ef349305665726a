use connector_sdk::serde_json::{Map, Value, json};
use connector_sdk::{
    ClientAuthentication, Grant, Oauth2, ResponseMatch, ScopeSet, TokenError, TokenErrorMeaning, TokenRequest,
};

use crate::manifest_json::{each, without_null};

/// How tokens are obtained, as JSON.
pub(crate) fn oauth2(oauth2: &Oauth2) -> Value {
    without_null(json!({
        "grant": grant(&oauth2.grant),
        "tokenUrl": oauth2.token_url,
        "clientId": oauth2.client_id,
        "clientSecret": oauth2.client_secret,
        "clientAuthentication": match oauth2.client_authentication {
            ClientAuthentication::Body => "body",
            ClientAuthentication::Basic => "basic",
            ClientAuthentication::None => "none",
        },
        "tokenRequest": match oauth2.token_request {
            TokenRequest::Form => "form",
            TokenRequest::Json => "json",
        },
        "tokenParameters": pairs(&oauth2.token_parameters),
        "scopes": oauth2.scopes,
        "accountScopes": oauth2.account_scopes,
        "scopeSets": each(&oauth2.scope_sets, scope_set),
        "scopeField": oauth2.scope_field,
        "scopesField": oauth2.scopes_field,
        "idleDays": oauth2.idle_days,
        "refreshWhen": each(&oauth2.refresh_when, response_match),
        "refreshUnless": each(&oauth2.refresh_unless, response_match),
        "tokenErrors": each(&oauth2.token_errors, token_error),
    }))
}

fn grant(grant: &Grant) -> Value {
    match grant {
        Grant::AuthorizationCode(authorization) => json!({
            "authorizationCode": without_null(json!({
                "url": authorization.url,
                "parameters": pairs(&authorization.parameters),
                "pkce": authorization.pkce,
                "issuer": authorization.issuer,
            })),
        }),
        Grant::ClientCredentials => "client-credentials".into(),
    }
}

fn scope_set(set: &ScopeSet) -> Value {
    without_null(json!({ "name": set.name, "label": set.label, "hint": set.hint, "scopes": set.scopes }))
}

fn response_match(response: &ResponseMatch) -> Value {
    without_null(json!({
        "status": response.status,
        "header": response.header,
        "bodyContains": response.body_contains,
    }))
}

fn token_error(error: &TokenError) -> Value {
    let meaning = match error.meaning {
        TokenErrorMeaning::Reconnect => "reconnect",
        TokenErrorMeaning::Configuration => "configuration",
        TokenErrorMeaning::Retry => "retry",
    };
    without_null(json!({ "status": error.status, "code": error.code, "meaning": meaning }))
}

fn pairs(pairs: &[(String, String)]) -> Value {
    Value::Object(pairs.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect::<Map<_, _>>())
}
