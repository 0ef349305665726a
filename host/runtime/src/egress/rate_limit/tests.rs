use super::*;

fn now() -> SystemTime {
    timestamp::parse("2026-03-26T15:50Z").unwrap()
}

fn hear(status: u16, headers: &[(&'static str, &str)]) -> (RateLimitState, Option<u64>) {
    let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
    let headers = headers.fold(HeaderMap::new(), |mut map, (name, value): (http::HeaderName, _)| {
        map.append(name, value);
        map
    });
    let heard = read(StatusCode::from_u16(status).unwrap(), &headers, now());
    (heard.state.unwrap_or_default(), heard.pause.map(|pause| pause.as_secs()))
}

fn at(text: &str) -> i64 {
    milliseconds(timestamp::parse(text))
}

#[test]
fn the_plain_headers_are_read() {
    for reset in ["2026-03-26T16:00Z", "2026-03-26T16:00:00Z", "600", "1774540800", "1774540800000"] {
        let (state, pause) = hear(
            200,
            &[
                ("x-ratelimit-limit", "65000"),
                ("x-ratelimit-remaining", "12000"),
                ("x-ratelimit-reset", reset),
                ("x-ratelimit-nearlimit", "true"),
            ],
        );
        assert_eq!((state.limit, state.remaining, state.near_limit), (Some(65_000), Some(12_000), Some(true)));
        assert_eq!(state.reset, Some(at("2026-03-26T16:00Z")), "{reset}");
        assert_eq!((pause, state.announced_only), (None, false));
    }
}

#[test]
fn nothing_left_means_a_pause_until_the_reset() {
    let used_up =
        [("x-ratelimit-limit", "10"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "2026-03-26T16:00Z")];
    assert_eq!(hear(200, &used_up).1, Some(600));
    let (state, pause) = hear(
        429,
        &[
            ("retry-after", "1847"),
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", "2026-03-26T16:00Z"),
            ("ratelimit-reason", "quota-global-based"),
        ],
    );
    assert_eq!(pause, Some(1847), "the longer of both");
    assert_eq!(state.reason.as_deref(), Some("quota-global-based"));
}

#[test]
fn the_structured_headers_are_read_in_any_order() {
    for (limits, policies) in [
        (
            r#""burst";r=90;t=1, "global-app-quota";r=11000;t=600"#,
            r#""global-app-quota";q=65000;w=3600, "burst";q=100;w=1"#,
        ),
        (
            r#""global-app-quota";t=600;r=11000,"burst";t=1;r=90"#,
            r#""burst";w=1;q=100,"global-app-quota";w=3600;q=65000"#,
        ),
    ] {
        let (state, pause) = hear(200, &[("ratelimit", limits), ("ratelimit-policy", policies)]);
        assert_eq!(state.policy.as_deref(), Some("burst"), "the one with the least left");
        assert_eq!((state.limit, state.remaining), (Some(100), Some(90)));
        assert_eq!((state.reset, pause), (Some(at("2026-03-26T15:50:01Z")), None));
    }
    let (state, pause) = hear(
        200,
        &[
            ("ratelimit", r#""tenant-app-quota";r=0;t=60"#),
            ("ratelimit", "\"x\";r=5;t=6"),
            ("ratelimit-policy", "bad;;"),
        ],
    );
    assert_eq!((state.policy.as_deref(), state.remaining, pause), (Some("tenant-app-quota"), Some(0), Some(60)));
    let (state, _) = hear(200, &[("ratelimit-policy", r#""global-app-quota";q=65000;w=3600"#)]);
    assert_eq!((state.policy.as_deref(), state.limit, state.remaining), (Some("global-app-quota"), Some(65_000), None));
}

#[test]
fn what_is_only_announced_holds_nothing_back() {
    let (state, pause) = hear(
        200,
        &[
            ("beta-ratelimit", r#""global-app-quota";r=0;t=600"#),
            ("beta-ratelimit-policy", r#""global-app-quota";q=65000;w=3600"#),
        ],
    );
    assert_eq!((state.limit, state.remaining, state.announced_only), (Some(65_000), Some(0), true));
    assert_eq!(pause, None);
    let (state, _) = hear(200, &[("beta-ratelimit", "\"a\";r=0;t=600"), ("x-ratelimit-remaining", "7")]);
    assert_eq!((state.remaining, state.announced_only), (Some(7), false));
}

#[test]
fn a_token_bucket_is_read() {
    let bucket = |remaining, retry_after| {
        hear(
            200,
            &[
                ("x-ratelimit-limit", "100"),
                ("x-ratelimit-remaining", remaining),
                ("x-ratelimit-interval-seconds", "30"),
                ("x-ratelimit-fillrate", "10"),
                ("retry-after", retry_after),
            ],
        )
    };
    let (state, pause) = bucket("99", "0");
    assert_eq!((state.limit, state.remaining, pause), (Some(100), Some(99), None));
    assert_eq!(bucket("0", "0").1, Some(30));
    assert_eq!(bucket("0", "7").1, Some(7));
}

#[test]
fn what_makes_no_sense_changes_nothing() {
    for headers in [
        vec![("x-ratelimit-limit", "many"), ("x-ratelimit-remaining", "-1")],
        vec![("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "never")],
        vec![("x-ratelimit-remaining", "0")],
        vec![("x-ratelimit-limit", "0"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "600")],
        vec![("ratelimit", "garbage;;=")],
        vec![("ratelimit", "1;r=0;t=9")],
        vec![("ratelimit", "\"a\";r=-5;t=-9")],
        vec![("ratelimit", "(\"a\" \"b\");r=0;t=9")],
        vec![("retry-after", "100")],
        vec![],
    ] {
        assert_eq!(hear(200, &headers).1, None, "{headers:?}");
    }
    let (_, pause) = hear(429, &[("x-ratelimit-limit", "0"), ("retry-after", "9223372036854775807")]);
    assert_eq!(pause, Some(i64::MAX as u64));
    let (state, _) =
        hear(429, &[("x-failure-category", "FAILURE CLIENT RATE LIMITED"), ("x-ratelimit-limit", "360000")]);
    assert_eq!(state.reason.as_deref(), Some("FAILURE CLIENT RATE LIMITED"));
}
