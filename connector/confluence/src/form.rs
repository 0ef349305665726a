use connector_sdk::{
    AuthType, Basic, Choice, Context, Credential, Endpoint, EndpointRule, Field, FieldKind, Manifest, when,
};

/// The connections that lead to Confluence Cloud.
pub(crate) const CLOUD: &[(&str, &[&str])] = &[(ADDRESS, &[SUBDOMAIN])];

/// The connections that lead to Confluence Data Center or Server.
const ON_PREM: &[(&str, &[&str])] = &[(ADDRESS, &[URI])];

const ADDRESS: &str = "address";
const SUBDOMAIN: &str = "subdomain";
const URI: &str = "uri";

/// Where the media service hands out the content of Cloud's attachments.
const MEDIA_HOST: &str = "api.media.atlassian.com";

/// The manifest without its actions.
pub(crate) fn manifest() -> Manifest {
    Manifest {
        name: "confluence".to_owned(),
        title: "Confluence".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        description: "Connects to Atlassian Confluence Cloud, and to Confluence Data Center and Server.".to_owned(),
        fields: vec![
            Field::new(
                ADDRESS,
                "Confluence address",
                FieldKind::Choice(vec![
                    Choice::new(SUBDOMAIN, "Confluence subdomain"),
                    Choice::new(URI, "On-prem URI"),
                ]),
            )
            .hint("Cloud sites have a subdomain of `atlassian.net`; Data Center and Server have a URI of their own.")
            .required()
            .default_value(SUBDOMAIN),
            Field::new(SUBDOMAIN, "Confluence subdomain", FieldKind::Subdomain(".atlassian.net".to_owned()))
                .hint("`acme` for `https://acme.atlassian.net`.")
                .required()
                .when(CLOUD),
            Field::new(URI, "On-prem URI", FieldKind::Url)
                .hint(
                    "With its port and context path, where it has them, such as \
                     `https://confluence.example.com:8443/confluence`.",
                )
                .required()
                .when(ON_PREM),
        ],
        auth_types: vec![api_token(), basic()],
        endpoints: vec![Endpoint {
            name: "api".to_owned(),
            rules: vec![rule(CLOUD, "https://{subdomain}.atlassian.net"), rule(ON_PREM, "{uri}")],
            redirect_hosts: vec![MEDIA_HOST.to_owned()],
            redirect_within: true,
        }],
        actions: Vec::new(),
        annotations: "{}".to_owned(),
    }
}

/// Whether the connection leads to Data Center or Server.
pub(crate) fn is_on_prem(context: &Context<'_>) -> bool {
    context.field(ADDRESS).as_deref() == Some(URI)
}

/// The address of the site.
pub(crate) fn site(context: &Context<'_>) -> Option<String> {
    if is_on_prem(context) {
        context.field(URI)
    } else {
        context.field(SUBDOMAIN).map(|subdomain| format!("https://{subdomain}.atlassian.net"))
    }
}

fn api_token() -> AuthType {
    AuthType {
        name: "api-token".to_owned(),
        label: "API token".to_owned(),
        hint: Some(
            "Create an API token without scopes in the security settings of your Atlassian account, \
             <https://id.atlassian.com/manage-profile/security/api-tokens>."
                .to_owned(),
        ),
        fields: vec![
            Field::new("email", "Email", FieldKind::Email)
                .hint("The email address of the Atlassian account that the token belongs to.")
                .required(),
            Field::new("apiToken", "API token", FieldKind::Secret)
                .hint("Ends one year after it was created, or sooner.")
                .required(),
        ],
        when: when(CLOUD),
        credential: Credential::Basic(Basic { username: "email".to_owned(), password: "apiToken".to_owned() }),
        annotations: "{}".to_owned(),
    }
}

fn basic() -> AuthType {
    AuthType {
        name: "basic".to_owned(),
        label: "Basic".to_owned(),
        hint: Some(
            "On Data Center and Server, your username and password. On Cloud, your email address and an API token: \
             an account password is refused."
                .to_owned(),
        ),
        fields: vec![
            Field::new("username", "Username", FieldKind::Text)
                .hint("On Cloud, the email address of your Atlassian account.")
                .required(),
            Field::new("password", "Password", FieldKind::Secret)
                .hint("On Cloud, an API token: an account password is refused.")
                .required(),
        ],
        when: Vec::new(),
        credential: Credential::Basic(Basic { username: "username".to_owned(), password: "password".to_owned() }),
        annotations: "{}".to_owned(),
    }
}

fn rule(conditions: &[(&str, &[&str])], base_url: &str) -> EndpointRule {
    EndpointRule {
        auth_types: Vec::new(),
        when: when(conditions),
        base_url: base_url.to_owned(),
        link_bases: Vec::new(),
        authenticated: true,
    }
}
