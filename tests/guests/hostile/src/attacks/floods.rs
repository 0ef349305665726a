use super::requests::{get, page, text_of};
use crate::connector::plugin::types::{Error, ErrorKind};
use crate::connector::plugin::{http, log, progress};
use crate::error;

pub(crate) fn flood_log(_: &str) -> Result<String, Error> {
    loop {
        log::write(log::Level::Info, &"x".repeat(1 << 16), &[]);
    }
}

pub(crate) fn log_escapes(_: &str) -> Result<String, Error> {
    log::write(
        log::Level::Error,
        "first line\n2026-01-01 ERROR forged line\u{1b}[2J\u{202e}",
        &[("name\r\n".into(), "value\u{7}".into())],
    );
    Ok("{}".into())
}

pub(crate) fn flood_headers(_: &str) -> Result<String, Error> {
    let mut request = page("/wiki/api/v2/pages/1");
    request.headers = (0..10_000).map(|index| (format!("x-{index}"), "y".repeat(100))).collect();
    get(&request)
}

/// Hands over more than a call may pass at once.
pub(crate) fn flood_list(_: &str) -> Result<String, Error> {
    let mut request = page("/wiki/api/v2/pages/1");
    request.headers = vec![("x".into(), "y".into()); 8_000_000 / 4];
    let large = "z".repeat(40 << 20);
    request.headers.push(("large".into(), large));
    get(&request)
}

pub(crate) fn flood_requests(_: &str) -> Result<String, Error> {
    let request = page("/wiki/api/v2/pages/1");
    let mut started = Vec::new();
    for _ in 0..1_000 {
        match http::start(&request) {
            Ok(pending) => started.push(pending),
            Err(failure) => return Err(error(ErrorKind::Internal, text_of(&failure))),
        }
    }
    Ok(format!(r#"{{"started":{}}}"#, started.len()))
}

pub(crate) fn flood_items(_: &str) -> Result<String, Error> {
    let item = format!("\"{}\"", "x".repeat(1 << 20));
    loop {
        if !progress::emit(&vec![item.clone(); 40]) {
            return Ok("{}".into());
        }
    }
}

pub(crate) fn huge_output(_: &str) -> Result<String, Error> {
    Ok(format!("\"{}\"", "x".repeat(65 << 20)))
}

pub(crate) fn wait_twice(_: &str) -> Result<String, Error> {
    let pending =
        http::start(&page("/wiki/api/v2/pages/1")).map_err(|failure| error(ErrorKind::Internal, text_of(&failure)))?;
    let _ = pending.wait();
    match pending.wait() {
        Ok(_) => Ok("{}".into()),
        Err(failure) => Err(error(ErrorKind::Internal, text_of(&failure))),
    }
}

pub(crate) fn wait_for_nothing(_: &str) -> Result<String, Error> {
    Ok(http::wait_any(&[]).to_string())
}
