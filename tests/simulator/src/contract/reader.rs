//! Reads the tables.
//!
//! They are part of the program, so whatever cannot be read is left out, and a test counts what is there.

use super::{Field, Operation, Type};

/// Reads all operations of a table.
pub(super) fn operations(table: &'static str) -> Vec<Operation> {
    let mut operations: Vec<Operation> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let Some(fact) = line.strip_prefix("  ") else {
            if let Some((method, path)) = line.split_once(' ') {
                operations.push(Operation {
                    method,
                    path,
                    scopes: Vec::new(),
                    query: Vec::new(),
                    body: None,
                    needs_body: false,
                });
            }
            continue;
        };
        let (Some(operation), Some((what, rest))) = (operations.last_mut(), fact.split_once(' ')) else { continue };
        match what {
            "scopes" => operation.scopes = rest.split(" | ").map(|names| names.split(' ').collect()).collect(),
            "?" => operation.query.extend(rest.split_once(' ').and_then(|(name, kind)| field(name, kind))),
            "body" | "body*" => {
                operation.body = whole(rest);
                operation.needs_body = what == "body*";
            }
            _ => {}
        }
    }
    operations
}

fn field(name: &'static str, kind: &'static str) -> Option<Field> {
    let (name, required) = name.strip_suffix('*').map_or((name, false), |name| (name, true));
    Some(Field { name, required, nullable: false, kind: whole(kind)? })
}

fn whole(text: &'static str) -> Option<Type> {
    let (kind, rest) = read(text)?;
    rest.is_empty().then_some(kind)
}

/// Reads one type and returns what follows it.
fn read(text: &'static str) -> Option<(Type, &'static str)> {
    if let Some(inner) = text.strip_prefix('[') {
        let (item, rest) = read(inner)?;
        let rest = rest.strip_prefix(']')?;
        if let Some((bounds, rest)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            let (least, most) = bounds.split_once("..")?;
            return Some((Type::List(Box::new(item), least.parse().ok()?, most.parse().ok()), rest));
        }
        let (most, rest) = bound(rest);
        return Some((Type::List(Box::new(item), 0, most), rest));
    }
    if let Some(inner) = text.strip_prefix('{') {
        return record(inner);
    }
    let end = text.find([' ', '}', ']', '<', '(', '?']).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    Some(match word {
        "any" => (Type::Any, rest),
        "object" => (Type::Object, rest),
        "flag" => (Type::Flag, rest),
        "number" => (Type::Number, rest),
        "text" => {
            let (most, rest) = bound(rest);
            (Type::Text(most), rest)
        }
        "integer" => match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            Some((bounds, rest)) => {
                let (low, high) = bounds.split_once("..")?;
                (Type::Integer(low.parse().ok(), high.parse().ok()), rest)
            }
            None => (Type::Integer(None, None), rest),
        },
        words => (Type::Choice(words.split('|').collect()), rest),
    })
}

fn record(mut text: &'static str) -> Option<(Type, &'static str)> {
    let mut fields = Vec::new();
    loop {
        text = text.trim_start_matches(' ');
        if let Some(rest) = text.strip_prefix('}') {
            return Some((Type::Record(fields), rest));
        }
        let (name, rest) = text.split_once(':')?;
        let (name, required) = name.strip_suffix('*').map_or((name, false), |name| (name, true));
        let (kind, rest) = read(rest)?;
        let (nullable, rest) = rest.strip_prefix('?').map_or((false, rest), |rest| (true, rest));
        fields.push(Field { name, required, nullable, kind });
        text = rest;
    }
}

/// Reads `<=250`.
fn bound(text: &'static str) -> (Option<usize>, &'static str) {
    let Some(rest) = text.strip_prefix("<=") else { return (None, text) };
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    (rest[..end].parse().ok(), &rest[end..])
}

#[cfg(test)]
mod tests {
    use super::{Field, Type, operations, whole};

    #[test]
    fn reads_each_type() {
        for (text, kind) in [
            ("text", Type::Text(None)),
            ("text<=255", Type::Text(Some(255))),
            ("integer(0..)", Type::Integer(Some(0), None)),
            ("a|-a", Type::Choice(vec!["a", "-a"])),
            ("[integer]<=250", Type::List(Box::new(Type::Integer(None, None)), 0, Some(250))),
            ("[text](1..100)", Type::List(Box::new(Type::Text(None)), 1, Some(100))),
            (
                "{id*:text more:[{flag:flag?}]<=2}",
                Type::Record(vec![
                    Field { name: "id", required: true, nullable: false, kind: Type::Text(None) },
                    Field {
                        name: "more",
                        required: false,
                        nullable: false,
                        kind: Type::List(
                            Box::new(Type::Record(vec![Field {
                                name: "flag",
                                required: false,
                                nullable: true,
                                kind: Type::Flag,
                            }])),
                            0,
                            Some(2),
                        ),
                    },
                ]),
            ),
        ] {
            assert_eq!(whole(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn no_line_of_the_tables_is_left_out() {
        for table in [include_str!("v2.txt"), include_str!("v1.txt")] {
            let lines = |start: &str| table.lines().filter(|line| line.starts_with(start)).count();
            let read = operations(table);
            assert_eq!(read.iter().map(|operation| operation.query.len()).sum::<usize>(), lines("  ? "));
            assert_eq!(read.iter().filter(|operation| operation.body.is_some()).count(), lines("  body"));
            assert_eq!(read.iter().filter(|operation| !operation.scopes.is_empty()).count(), lines("  scopes "));
        }
    }
}
