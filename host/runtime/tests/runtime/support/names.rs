//! A resolver that answers as a test says, and keeps what it was asked.

use std::net::IpAddr;
use std::sync::Mutex;

use connector_runtime::{Resolve, Resolving};

#[derive(Debug, Default)]
pub struct Names {
    answers: Mutex<Vec<Vec<IpAddr>>>,
    asked: Mutex<Vec<String>>,
}

impl Names {
    /// Gives these answers one after the other, and the last one for ever.
    pub fn new(answers: &[&[&str]]) -> Self {
        let read = |answer: &&[&str]| answer.iter().map(|address| address.parse().unwrap()).collect();
        Self { answers: Mutex::new(answers.iter().map(read).collect()), asked: Mutex::default() }
    }

    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Resolve for Names {
    fn resolve(&self, host: String) -> Resolving {
        self.asked.lock().unwrap().push(host);
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() };
        Box::pin(async { Ok(answer) })
    }
}
