//! On the paused clock of tokio: nothing here waits for real.

use std::future::Future;

use super::*;

fn throttle(rules: &[(Option<u32>, u64, Option<u32>)]) -> Throttle {
    let rule = |&(requests, seconds, concurrent)| RateLimit {
        per: Per::Connection,
        requests,
        span: Duration::from_secs(seconds),
        concurrent,
    };
    Throttle::new(rules.iter().map(rule).collect())
}

fn patience(seconds: u64) -> Patience {
    Patience::new(Duration::from_secs(seconds), Instant::now() + Duration::from_hours(1))
}

fn hear(throttle: &Throttle, status: u16, headers: &[(&'static str, &str)]) {
    let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
    let status = StatusCode::from_u16(status).unwrap();
    throttle.learn(status, &headers, &Redactor::new(["a secret reason"]));
}

/// How many seconds something takes, rounded down.
async fn seconds<T>(future: impl Future<Output = T>) -> (T, u64) {
    let began = Instant::now();
    let output = future.await;
    (output, began.elapsed().as_secs())
}

#[tokio::test(start_paused = true)]
async fn everyone_waits_as_long_as_the_service_asked_one_of_them_to() {
    let throttle = throttle(&[]);
    hear(&throttle, 429, &[("retry-after", "20")]);
    let (turn, waited) = seconds(throttle.turn(&mut patience(60))).await;
    assert!(turn.is_ok());
    assert!((20..=21).contains(&waited), "{waited}");
    let (_, waited) = seconds(throttle.turn(&mut patience(60))).await;
    assert_eq!(waited, 0);
}

#[tokio::test(start_paused = true)]
async fn who_may_not_wait_as_long_is_told_how_long_it_would_be() {
    let throttle = throttle(&[]);
    hear(&throttle, 503, &[("retry-after", "20")]);
    let (refused, waited) = seconds(throttle.turn(&mut patience(19))).await;
    assert_eq!((refused.err(), waited), (Some(Refusal::Paused(Duration::from_secs(20))), 0));
    let mut short = Patience::new(Duration::from_mins(1), Instant::now() + Duration::from_secs(5));
    assert!(throttle.turn(&mut short).await.is_err(), "the call would be over");
    let failure = Refusal::Paused(Duration::from_secs(20)).into_failure("h.example");
    assert_eq!(failure, Failure::RateLimited(Some(20_000)));
}

#[tokio::test(start_paused = true)]
async fn an_absurd_pause_ends_within_the_hour() {
    for asked in ["9223372036854775807", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let throttle = throttle(&[]);
        hear(&throttle, 429, &[("retry-after", asked)]);
        assert!(throttle.turn(&mut patience(60)).await.is_err(), "{asked}");
        tokio::time::advance(LONGEST_PAUSE).await;
        assert!(throttle.turn(&mut patience(60)).await.is_ok(), "{asked}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_says_no_number_is_given_longer_each_time() {
    let throttle = throttle(&[]);
    let mut waits = Vec::new();
    for _ in 0..10 {
        hear(&throttle, 429, &[("retry-after", "soon")]);
        let began = Instant::now();
        assert!(throttle.turn(&mut patience(60)).await.is_ok());
        waits.push(began.elapsed());
    }
    assert!(waits[0] < Duration::from_secs(1) && waits[9] >= Duration::from_secs(30), "{waits:?}");
    assert!(waits[9] <= Duration::from_secs(31));
    hear(&throttle, 200, &[]);
    hear(&throttle, 429, &[]);
    let (_, waited) = seconds(throttle.turn(&mut patience(60))).await;
    assert_eq!(waited, 0, "success starts anew");
}

#[tokio::test(start_paused = true)]
async fn waiting_is_bounded_over_all_attempts() {
    let mut patience = patience(30);
    assert!(patience.wait(Duration::from_secs(20)).await);
    assert!(!patience.wait(Duration::from_secs(11)).await);
    assert!(patience.wait(Duration::from_secs(10)).await);
    assert!(!patience.wait(Duration::from_millis(1)).await);
    assert!(patience.wait(Duration::ZERO).await);
}

#[tokio::test(start_paused = true)]
async fn a_declared_rate_is_kept_in_order_of_arrival() {
    let throttle = Arc::new(throttle(&[(Some(5), 10, None), (Some(8), 60, None)]));
    let began = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..9 {
        let throttle = Arc::clone(&throttle);
        tasks.push(tokio::spawn(async move {
            throttle.turn(&mut patience(100)).await.map(drop).map(|()| began.elapsed().as_secs())
        }));
    }
    let mut sent = Vec::new();
    for task in tasks {
        sent.push(task.await.unwrap().unwrap());
    }
    assert_eq!(sent, [0, 0, 0, 0, 0, 10, 10, 10, 60]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_request_takes_no_place_in_a_window() {
    let throttle = throttle(&[(Some(1), 10, None)]);
    drop(throttle.turn(&mut patience(0)).await.unwrap());
    for _ in 0..5 {
        assert_eq!(throttle.turn(&mut patience(9)).await.err(), Some(Refusal::Paused(Duration::from_secs(10))));
    }
    let (_, waited) = seconds(throttle.turn(&mut patience(10))).await;
    assert_eq!(waited, 10);
    throttle.count();
    assert_eq!(throttle.turn(&mut patience(1)).await.err(), Some(Refusal::Paused(Duration::from_secs(10))));
}

#[tokio::test(start_paused = true)]
async fn only_so_many_are_on_their_way() {
    let throttle = throttle(&[(None, 0, Some(2)), (None, 0, Some(7))]);
    let first = throttle.turn(&mut patience(0)).await.unwrap();
    let _second = throttle.turn(&mut patience(0)).await.unwrap();
    assert_eq!(throttle.turn(&mut patience(5)).await.err(), Some(Refusal::Busy));
    drop(first);
    assert!(throttle.turn(&mut patience(5)).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn what_fails_again_and_again_is_left_alone_and_then_tried_once() {
    let throttle = throttle(&[]);
    let limits = Limits::default();
    for _ in 0..limits.failures_in_a_row {
        assert!(throttle.turn(&mut patience(0)).await.is_ok());
        throttle.judge(false, &limits);
    }
    let refused = throttle.turn(&mut patience(60)).await.err().unwrap();
    let message = refused.into_failure("h.example");
    let Failure::Unreachable { message, sent: false } = message else { panic!("{message:?}") };
    assert!(message.starts_with("h.example failed 10 times in a row and is not asked again before "), "{message}");
    assert!(message.ends_with(" GMT"), "{message}");

    tokio::time::advance(limits.pause_after_failures).await;
    let probe = throttle.turn(&mut patience(0)).await.unwrap();
    assert!(throttle.turn(&mut patience(0)).await.is_err(), "one tries");
    drop(probe);
    let probe = throttle.turn(&mut patience(0)).await.unwrap();
    throttle.judge(true, &limits);
    drop(probe);
    assert!(throttle.turn(&mut patience(0)).await.is_ok(), "it answers again");
}

#[tokio::test(start_paused = true)]
async fn what_was_said_can_be_read() {
    let throttle = throttle(&[]);
    assert_eq!(throttle.seen(), None);
    hear(&throttle, 200, &[("x-ratelimit-limit", "100"), ("x-ratelimit-remaining", "40")]);
    hear(&throttle, 200, &[]);
    let seen = throttle.seen().unwrap();
    assert_eq!((seen.limit, seen.remaining, seen.paused_until), (Some(100), Some(40), None));
    hear(&throttle, 429, &[("retry-after", "30"), ("ratelimit-reason", "a secret reason")]);
    let seen = throttle.seen().unwrap();
    assert_eq!(seen.reason.as_deref(), Some("[redacted]"));
    let cut = format!("{}a secret reason", "x".repeat(95));
    hear(&throttle, 429, &[("retry-after", "30"), ("ratelimit-reason", &cut)]);
    let seen = throttle.seen().unwrap();
    assert_eq!(seen.reason, Some(format!("{}[reda", "x".repeat(95))), "half of a secret is one too");
    let now = milliseconds(Some(SystemTime::now()));
    let pause = seen.paused_until.unwrap() - now;
    assert!((25_000..=30_000).contains(&pause), "{pause}");
}
