use super::{owned, when};
use crate::{Endpoint, EndpointRule, LimitScope, RateLimit, RedirectHost};

impl Endpoint {
    /// A place that requests may go; its rules say where it is.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            rules: Vec::new(),
            redirect_hosts: Vec::new(),
            redirect_within: false,
            rate_limits: Vec::new(),
        }
    }

    /// Where it is, for connections that fit no rule before.
    #[must_use]
    pub fn rule(mut self, rule: EndpointRule) -> Self {
        self.rules.push(rule);
        self
    }

    /// Follows redirects to this host, without the credential, on connections where these fields have one of these
    /// values; `*.` stands for one or more labels.
    #[must_use]
    pub fn redirect_host(mut self, host: &str, conditions: &[(&str, &[&str])]) -> Self {
        self.redirect_hosts.push(RedirectHost { host: host.to_owned(), when: when(conditions) });
        self
    }

    /// Follows redirects below the base URL.
    #[must_use]
    pub fn redirect_within(mut self) -> Self {
        self.redirect_within = true;
        self
    }

    /// How much at most.
    #[must_use]
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limits.push(limit);
        self
    }
}

impl EndpointRule {
    /// A base URL, such as `https://{subdomain}.atlassian.net`, that requests go to with the credential.
    pub fn new(base_url: &str) -> Self {
        Self {
            auth_types: Vec::new(),
            when: Vec::new(),
            base_url: base_url.to_owned(),
            link_bases: Vec::new(),
            authenticated: true,
        }
    }

    /// Holds for these auth types only.
    #[must_use]
    pub fn auth_types(mut self, names: &[&str]) -> Self {
        self.auth_types = owned(names);
        self
    }

    /// Holds only where these conditions do.
    #[must_use]
    pub fn when(mut self, conditions: &[(&str, &[&str])]) -> Self {
        self.when = when(conditions);
        self
    }

    /// Another spelling of the base URL in links of the service.
    #[must_use]
    pub fn link_base(mut self, url: &str) -> Self {
        self.link_bases.push(url.to_owned());
        self
    }

    /// Sends no credential.
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        self.authenticated = false;
        self
    }
}

impl RateLimit {
    /// So many requests on their way at once.
    pub fn concurrent(per: LimitScope, requests: u32) -> Self {
        Self { per, requests: None, seconds: 1, concurrent: Some(requests) }
    }

    /// So many requests begun within so many seconds.
    pub fn window(per: LimitScope, requests: u32, seconds: u32) -> Self {
        Self { per, requests: Some(requests), seconds, concurrent: None }
    }
}
