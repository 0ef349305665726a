//! Calls every import of the host, in any order and with values that nobody thought of: a seed says which.

use crate::connector::plugin::http::{
    self, BlobContent, Body, Content, Location, Method, Part, PartValue, Pending, Receive, Request, Response,
    ResponseBody, Retry, Target,
};
use crate::connector::plugin::types::Error;
use crate::connector::plugin::{blobs, connection, log, progress};

/// Calls in one run.
const CALLS: usize = 60;
const MOST_PENDING: usize = 6;

/// Texts that something may trip over, beside those that are made up.
const TEXTS: [&str; 24] = [
    "",
    "/",
    "//",
    "api",
    "email",
    "/wiki/api/v2/pages/131075",
    "/wiki/api/v2/pages?limit=1#x",
    "/wiki/api/v2/pages/%2e%2e/%zz",
    "https://acme.atlassian.net/wiki/api/v2/pages",
    "https://[::1]:99999/",
    "application/json",
    "multipart/form-data; boundary=\"",
    "x-\u{0}",
    "content-length",
    "18446744073709551616",
    "-1",
    "{}",
    "[[[[[[[[",
    "{\"a\":1e999}",
    "\"\\ud800\"",
    "\u{feff}\u{202e}\r\n\u{1b}[2J",
    "\u{10ffff}é\u{301}",
    "../../../etc/passwd",
    "null",
];

/// A generator of numbers that is small, and good enough for this (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.roll() % limit as u64) as usize
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    fn number(&mut self) -> u64 {
        let any = self.roll();
        self.pick(&[0, 1, 2, 255, 65_536, u64::from(u32::MAX), u64::MAX - 1, u64::MAX, any, any >> 40])
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| make(self))
    }

    fn text(&mut self) -> String {
        match self.below(8) {
            0 => (0..self.below(40))
                .map(|_| char::from_u32(self.below(0x11_0000) as u32).unwrap_or('\u{fffd}'))
                .collect(),
            1 => "é\u{1f600}".repeat(self.below(5_000)),
            2 => (0..self.below(12)).map(|_| self.pick(&TEXTS)).collect(),
            _ => self.pick(&TEXTS).to_owned(),
        }
    }

    fn bytes(&mut self) -> Vec<u8> {
        (0..self.below(300)).map(|_| self.roll() as u8).collect()
    }

    fn pairs(&mut self) -> Vec<(String, String)> {
        (0..self.below(5)).map(|_| (self.text(), self.text())).collect()
    }

    fn part(&mut self) -> Part {
        Part {
            name: self.text(),
            file_name: self.maybe(Self::text),
            media_type: self.maybe(Self::text),
            value: if self.below(2) == 0 { PartValue::Bytes(self.bytes()) } else { PartValue::Blob(self.text()) },
        }
    }

    fn body(&mut self) -> Body {
        match self.below(3) {
            0 => Body::Content(Content { media_type: self.text(), bytes: self.bytes() }),
            1 => Body::Form((0..self.below(4)).map(|_| self.part()).collect()),
            _ => Body::Blob(BlobContent { id: self.text(), media_type: self.maybe(Self::text) }),
        }
    }

    /// Half of them can be sent, so that what comes after is seen too.
    fn request(&mut self) -> Request {
        let plain = self.below(2) == 0;
        let path = if plain { "/wiki/api/v2/pages/131075".to_owned() } else { self.text() };
        let methods =
            [Method::Get, Method::Head, Method::Post, Method::Put, Method::Patch, Method::Delete, Method::Options];
        Request {
            method: if plain { Method::Get } else { self.pick(&methods) },
            endpoint: if plain || self.below(4) > 0 { "api".to_owned() } else { self.text() },
            target: match self.below(4) {
                0 => Target::Link(path),
                _ => Target::Path(Location { path, query: if plain { Vec::new() } else { self.pairs() } }),
            },
            headers: if plain { Vec::new() } else { self.pairs() },
            body: if plain { None } else { self.maybe(Self::body) },
            retry: self.pick(&[Retry::ByMethod, Retry::Safe, Retry::Never]),
            receive: self.pick(&[Receive::Memory, Receive::Blob]),
            timeout: self.maybe(Self::number),
        }
    }
}

/// Makes the calls of a seed.
pub(crate) fn call_anything(input: &str) -> Result<String, Error> {
    let seed = input.trim_matches('"').parse().unwrap_or_default();
    let mut dice = Dice(seed);
    let (mut pending, mut received): (Vec<Pending>, Vec<String>) = (Vec::new(), Vec::new());
    for _ in 0..CALLS {
        match dice.below(14) {
            0 => drop(connection::field(&dice.text())),
            1 => drop((connection::auth_type(), connection::scopes())),
            2 => drop(blobs::stat(&blob(&mut dice, &received))),
            3 => drop(blobs::read(&blob(&mut dice, &received), dice.number(), dice.number() as u32)),
            4 => drop(blobs::sha256(&blob(&mut dice, &received))),
            5 => {
                let level = dice.pick(&[log::Level::Debug, log::Level::Info, log::Level::Warn, log::Level::Error]);
                log::write(level, &dice.text(), &dice.pairs());
            }
            6 => progress::report(dice.number(), dice.maybe(Dice::number), &dice.text()),
            7 => drop(progress::emit(&(0..dice.below(4)).map(|_| dice.text()).collect::<Vec<_>>())),
            8 => progress::save(&dice.text()),
            9 => received.extend(http::send(&dice.request()).ok().and_then(file)),
            10 | 11 if pending.len() < MOST_PENDING => pending.extend(http::start(&dice.request())),
            12 if !pending.is_empty() => {
                // The same one may stand in the list twice.
                let some: Vec<&Pending> = (0..=dice.below(3)).map(|_| &pending[dice.below(pending.len())]).collect();
                http::wait_any(&some);
            }
            // Some are dropped on their way, and some are waited for twice.
            _ if !pending.is_empty() => {
                let at = dice.below(pending.len());
                received.extend(pending[at].wait().ok().and_then(file));
                if dice.below(2) == 0 {
                    drop(pending.swap_remove(at));
                }
            }
            _ => {}
        }
    }
    Ok(format!(r#"{{"received":{}}}"#, received.len()))
}

fn file(response: Response) -> Option<String> {
    match response.body {
        ResponseBody::Blob(id) => Some(id),
        ResponseBody::Memory(_) => None,
    }
}

/// One that there is, or one that there is not.
fn blob(dice: &mut Dice, received: &[String]) -> String {
    if received.is_empty() || dice.below(3) == 0 { dice.text() } else { dice.pick(received) }
}
