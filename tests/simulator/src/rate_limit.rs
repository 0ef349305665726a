//! How rate limiters speak: the headers that Confluence was documented or seen to send.

use http::StatusCode;
use serde::{Deserialize, Serialize};

/// Names what a rate limiter says; the first group refuses a request with 429, the second lets it pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RateLimit {
    /// 429: the hourly quota of an app is used up, and every header says so.
    Quota,
    /// 429: the hourly quota of a tenant is used up; the moment of reset has no seconds.
    TenantQuota,
    /// 429: points are used up, told by the fields `RateLimit` and `RateLimit-Policy`.
    Points,
    /// 429: the gateway had enough, without `Retry-After`.
    Gateway,
    /// 429: Data Center's token bucket is empty.
    Bucket,
    /// 429: a bucket that never fills, and waits for the longest number there is.
    BucketWithoutEnd,
    /// Lets it pass: less than a fifth of the quota is left.
    NearLimit,
    /// Lets it pass: several policies in one field, one of them without a remainder.
    Policies,
    /// Lets it pass: informational fields far from the limit, without a remainder.
    Beta,
    /// Lets it pass: informational fields beyond the limit, with a time to wait that nobody enforces.
    BetaExceeded,
    /// Lets it pass: informational fields of a tenant near its limit, in another spelling.
    BetaTenant,
    /// Lets it pass: Data Center's token bucket has tokens, and so nothing is to be waited for.
    BucketWithTokens,
}

impl RateLimit {
    /// Returns the status with which the request is refused, if it is.
    pub(crate) fn status(self) -> Option<StatusCode> {
        match self {
            Self::Quota | Self::TenantQuota | Self::Points | Self::Gateway | Self::Bucket | Self::BucketWithoutEnd => {
                Some(StatusCode::TOO_MANY_REQUESTS)
            }
            Self::NearLimit
            | Self::Policies
            | Self::Beta
            | Self::BetaExceeded
            | Self::BetaTenant
            | Self::BucketWithTokens => None,
        }
    }

    /// Returns the headers, names in lower case.
    pub(crate) fn headers(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Quota => &[
                ("retry-after", "1847"),
                ("x-ratelimit-limit", "40000"),
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset", "2025-10-08T15:00:00Z"),
                ("ratelimit-reason", "confluence-quota-global-based"),
            ],
            Self::TenantQuota => &[
                ("retry-after", "600"),
                ("x-ratelimit-limit", "100100"),
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset", "2026-03-26T16:00Z"),
                ("ratelimit-reason", "confluence-quota-tenant-based"),
            ],
            Self::Points => &[
                ("retry-after", "600"),
                ("ratelimit-policy", "\"global-app-quota\";q=65000;w=3600"),
                ("ratelimit", "\"global-app-quota\";r=0;t=600"),
            ],
            Self::Gateway => &[
                ("x-failure-category", "FAILURE CLIENT RATE LIMITED"),
                ("x-ratelimit-limit", "360000"),
                ("x-ratelimit-remaining", "0"),
            ],
            Self::Bucket => &[
                ("x-ratelimit-limit", "100"),
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-fillrate", "10"),
                ("x-ratelimit-interval-seconds", "60"),
                ("retry-after", "6"),
            ],
            Self::BucketWithoutEnd => &[
                ("x-ratelimit-limit", "0"),
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-fillrate", "0"),
                ("x-ratelimit-interval-seconds", "1"),
                ("retry-after", "9223372036854775807"),
            ],
            Self::NearLimit => &[
                ("x-ratelimit-limit", "65000"),
                ("x-ratelimit-remaining", "11000"),
                ("x-ratelimit-reset", "2026-03-26T16:00:00Z"),
                ("x-ratelimit-nearlimit", "true"),
                ("ratelimit-policy", "\"global-app-quota\";q=65000;w=3600"),
                ("ratelimit", "\"global-app-quota\";r=11000;t=600"),
            ],
            Self::Policies => &[
                ("ratelimit-policy", "\"tenant-app-quota\";q=100100;w=3600, \"global-app-quota\";q=65000;w=3600"),
                ("ratelimit", "\"global-app-quota\";t=600, \"tenant-app-quota\";r=17842;t=600"),
            ],
            Self::Beta => &[
                ("beta-ratelimit-policy", "\"global-app-quota\";q=65000;w=3600"),
                ("beta-ratelimit", "\"global-app-quota\";t=3200"),
            ],
            Self::BetaExceeded => &[("beta-ratelimit", "\"global-app-quota\";r=0;t=50"), ("beta-retry-after", "50")],
            Self::BetaTenant => &[
                ("beta-ratelimit-policy", "\"tenant-app-quota\";q=100100;w=3600"),
                ("beta-ratelimit", "\"tenant-app-quota\";r=17842;t=2107"),
                ("x-beta-ratelimit-nearlimit", "true"),
                ("x-beta-ratelimit-reset", "2026-03-26T16:00Z"),
            ],
            Self::BucketWithTokens => &[
                ("x-ratelimit-limit", "100"),
                ("x-ratelimit-remaining", "99"),
                ("x-ratelimit-fillrate", "10"),
                ("x-ratelimit-interval-seconds", "60"),
                ("retry-after", "0"),
            ],
        }
    }
}
