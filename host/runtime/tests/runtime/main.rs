//! The runtime from outside: through real components, over real sockets. One binary, since each links the whole engine.

#![allow(clippy::unwrap_used, reason = "what panics here fails a test")]

mod arbitrary;
mod architecture;
mod cases;
mod echo;
mod egress;
mod example;
mod fairness;
mod form;
mod framing;
mod hostile;
mod keeping;
mod kept;
mod kept_files;
mod kept_room;
mod killed_refresh;
mod loading;
mod outdated;
mod proxies;
mod refresh;
mod runs;
mod secrets;
mod sign_in;
mod steps;
mod support;
mod tampering;
mod tls;
