//! Reads a query: `not` binds closest, then `and`, then `or`.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::lexer::{Token, split};
use super::{Clause, Expression, Field, Key, Operator, Order, Query, dates};
use crate::clock::Stamp;

/// How deep conditions may nest; a deeper query would threaten the stack.
const DEEPEST: usize = 64;

/// Is what functions ask for: who searches, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) account: &'a str,
    pub(crate) now: Stamp,
}

/// Reads a query, or tells what is wrong with it.
pub(crate) fn parse_for(query: &str, context: &Context<'_>) -> Result<Query, String> {
    let mut parser = Parser { tokens: split(query)?.into_iter().peekable(), depth: 0, context: *context };
    let filter = if parser.at_order() { None } else { Some(parser.disjunction()?) };
    let order = if parser.at_order() { parser.order()? } else { Vec::new() };
    match parser.tokens.next() {
        None => Ok(Query { filter, order }),
        Some(token) => Err(format!("unexpected {token:?}")),
    }
}

struct Parser<'a> {
    tokens: Peekable<IntoIter<Token>>,
    depth: usize,
    context: Context<'a>,
}

impl Parser<'_> {
    fn disjunction(&mut self) -> Result<Expression, String> {
        let mut parts = vec![self.conjunction()?];
        while self.takes_word("or") {
            parts.push(self.conjunction()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expression::Or(parts) })
    }

    fn conjunction(&mut self) -> Result<Expression, String> {
        let mut parts = vec![self.condition()?];
        while self.takes_word("and") {
            parts.push(self.condition()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expression::And(parts) })
    }

    fn condition(&mut self) -> Result<Expression, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("conditions nest too deep".to_owned());
        }
        let condition = if self.takes_word("not") {
            Expression::Not(Box::new(self.condition()?))
        } else if self.takes_sign("(") {
            let inner = self.disjunction()?;
            self.expect_sign(")")?;
            inner
        } else {
            Expression::Clause(self.clause()?)
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn clause(&mut self) -> Result<Clause, String> {
        let Some(Token::Word(name)) = self.tokens.next() else { return Err("a field is missing".to_owned()) };
        let field = field(&name)?;
        let (operator, negated, several) = match self.tokens.next() {
            Some(Token::Sign("=")) => (Operator::Equals, false, false),
            Some(Token::Sign("!=")) => (Operator::Equals, true, false),
            Some(Token::Sign("~")) => (Operator::Contains, false, false),
            Some(Token::Sign("!~")) => (Operator::Contains, true, false),
            Some(Token::Sign(">")) => (Operator::Greater, false, false),
            Some(Token::Sign(">=")) => (Operator::GreaterOrEqual, false, false),
            Some(Token::Sign("<")) => (Operator::Less, false, false),
            Some(Token::Sign("<=")) => (Operator::LessOrEqual, false, false),
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("in") => (Operator::Equals, false, true),
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("not") && self.takes_word("in") => {
                (Operator::Equals, true, true)
            }
            _ => return Err(format!("no operator after '{name}'")),
        };
        check_operator(field, operator, &name)?;
        let mut values = Vec::new();
        if several {
            self.expect_sign("(")?;
            values.push(self.value()?);
            while self.takes_sign(",") {
                values.push(self.value()?);
            }
            self.expect_sign(")")?;
        } else {
            values.push(self.value()?);
        }
        for value in &mut values {
            check_value(field, value)?;
        }
        Ok(Clause { field, operator, values, negated })
    }

    fn value(&mut self) -> Result<String, String> {
        match self.tokens.next() {
            Some(Token::Text(text)) => Ok(text),
            Some(Token::Word(word)) if self.takes_sign("(") => {
                let argument = match self.tokens.next_if(|token| !matches!(token, Token::Sign(_))) {
                    Some(Token::Text(text) | Token::Word(text)) => Some(text),
                    _ => None,
                };
                self.expect_sign(")")?;
                if word.eq_ignore_ascii_case("currentUser") && argument.is_none() {
                    return Ok(self.context.account.to_owned());
                }
                dates::call(&word, argument.as_deref(), self.context.now).ok_or(format!("unknown function '{word}'"))
            }
            Some(Token::Word(word)) => Ok(word),
            _ => Err("a value is missing".to_owned()),
        }
    }

    fn order(&mut self) -> Result<Vec<Order>, String> {
        if !(self.takes_word("order") && self.takes_word("by")) {
            return Err("'order' without 'by'".to_owned());
        }
        let mut order = Vec::new();
        loop {
            let key = match self.tokens.next() {
                Some(Token::Word(word)) => match word.to_ascii_lowercase().as_str() {
                    "created" => Key::Created,
                    "lastmodified" => Key::LastModified,
                    "title" => Key::Title,
                    "id" => Key::Id,
                    "type" => Key::Type,
                    _ => return Err(format!("cannot order by '{word}'")),
                },
                _ => return Err("nothing to order by".to_owned()),
            };
            let descending = self.takes_word("desc");
            if !descending {
                self.takes_word("asc");
            }
            order.push(Order { key, descending });
            if !self.takes_sign(",") {
                return Ok(order);
            }
        }
    }

    fn at_order(&mut self) -> bool {
        matches!(self.tokens.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case("order"))
    }

    fn takes_word(&mut self, wanted: &str) -> bool {
        self.tokens.next_if(|token| matches!(token, Token::Word(word) if word.eq_ignore_ascii_case(wanted))).is_some()
    }

    fn takes_sign(&mut self, wanted: &str) -> bool {
        self.tokens.next_if(|token| matches!(token, Token::Sign(sign) if *sign == wanted)).is_some()
    }

    fn expect_sign(&mut self, wanted: &str) -> Result<(), String> {
        if self.takes_sign(wanted) { Ok(()) } else { Err(format!("'{wanted}' is missing")) }
    }
}

fn field(name: &str) -> Result<Field, String> {
    Ok(match name.to_ascii_lowercase().as_str() {
        "type" => Field::Type,
        "space" | "space.key" => Field::Space,
        "space.title" => Field::SpaceTitle,
        "space.type" => Field::SpaceType,
        "title" => Field::Title,
        "text" => Field::Text,
        "label" => Field::Label,
        "id" | "content" => Field::Id,
        "parent" => Field::Parent,
        "ancestor" => Field::Ancestor,
        "container" => Field::Container,
        // Whoever created content is the only one who ever changed it here.
        "creator" | "contributor" => Field::Creator,
        "mention" => Field::Mention,
        "watcher" => Field::Watcher,
        "macro" => Field::Macro,
        "created" => Field::Created,
        "lastmodified" => Field::LastModified,
        _ => return Err(format!("unknown field '{name}'")),
    })
}

fn check_operator(field: Field, operator: Operator, name: &str) -> Result<(), String> {
    let fits = match field {
        Field::Text => operator == Operator::Contains,
        Field::Title | Field::SpaceTitle => matches!(operator, Operator::Equals | Operator::Contains),
        Field::Created | Field::LastModified => operator != Operator::Contains,
        _ => operator == Operator::Equals,
    };
    if fits { Ok(()) } else { Err(format!("'{name}' does not take this operator")) }
}

fn check_value(field: Field, value: &mut String) -> Result<(), String> {
    let dated = matches!(field, Field::Created | Field::LastModified);
    if dated {
        *value = dates::read(value).ok_or_else(|| format!("'{value}' is no date"))?;
    }
    let numbered = matches!(field, Field::Id | Field::Parent | Field::Ancestor | Field::Container);
    if numbered && value.strip_prefix("att").unwrap_or(value).parse::<u64>().is_err() {
        return Err(format!("'{value}' is no content id"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Expression, Field, Key, Operator, Query};
    use super::{Context, parse_for};
    use crate::clock::Clock;

    fn parse(query: &str) -> Result<Query, String> {
        parse_for(query, &Context { account: "a:1", now: Clock::default().tick() })
    }

    #[test]
    fn functions_stand_for_what_they_name() {
        for (query, value) in [
            ("creator = currentUser()", "a:1"),
            ("created >= startOfMonth(\"-1M\")", "2025-12-01 00:00"),
            ("lastmodified < now(-1d)", "2025-12-31 00:00"),
        ] {
            let Some(Expression::Clause(clause)) = parse(query).unwrap().filter else { panic!("{query}") };
            assert_eq!(clause.values, [value], "{query}");
        }
    }

    #[test]
    fn binds_not_before_and_before_or() {
        let query = parse("type = page or space = DOCS and not label = \"a\"").unwrap();
        let Some(Expression::Or(parts)) = query.filter else { panic!("{query:?}") };
        let Expression::And(inner) = &parts[1] else { panic!("{parts:?}") };
        assert!(matches!(inner[1], Expression::Not(_)));
    }

    #[test]
    fn parentheses_and_case_do_what_they_should() {
        let query = parse("(TYPE=page OR type IN (comment, attachment)) AND Space.Key != 'DOCS'").unwrap();
        let Some(Expression::And(parts)) = query.filter else { panic!("{query:?}") };
        assert!(matches!(parts[0], Expression::Or(_)));
        let Expression::Clause(clause) = &parts[1] else { panic!("{parts:?}") };
        assert_eq!((clause.field, clause.operator, clause.negated), (Field::Space, Operator::Equals, true));
    }

    #[test]
    fn unescapes_strings() {
        let query = parse(r#"title = "a \"b\" \\ c" order by lastmodified desc, title"#).unwrap();
        let Some(Expression::Clause(clause)) = query.filter else { panic!("{query:?}") };
        assert_eq!(clause.values, [r#"a "b" \ c"#]);
        assert_eq!((query.order[0].key, query.order[0].descending), (Key::LastModified, true));
        assert_eq!((query.order[1].key, query.order[1].descending), (Key::Title, false));
    }

    #[test]
    fn refuses_what_is_no_query() {
        for query in [
            "",
            "type",
            "type =",
            "type = page and",
            "(type = page",
            "type = page)",
            "= page",
            "type page",
            "title ~ \"open",
            "status = current",
            "user.fullname ~ \"a\"",
            "text = a",
            "id = x",
            "created > soon",
            "type = page order",
            "type = page order by",
            "type = page order by parent",
            "created > currentUser()",
            "created > now(\"x\")",
            "space.title > a",
            "creator = everyone()",
            "type ! page",
            "title ~ \"a\" title ~ \"b\"",
        ] {
            assert!(parse(query).is_err(), "{query}");
        }
    }

    #[test]
    fn refuses_to_nest_without_end() {
        assert!(parse(&format!("{}type = page", "not ".repeat(100_000))).is_err());
        assert!(parse(&"(".repeat(100_000)).is_err());
        assert!(parse(&format!("{}type = page{}", "(".repeat(20), ")".repeat(20))).is_ok());
    }

    proptest! {
        #[test]
        fn never_panics_on_text(query in any::<String>()) {
            let _ = parse(&query);
        }

        #[test]
        fn never_panics_on_pieces(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "type", "page", "title", "=", "~", "!=", "in", "not", "and", "or", "(", ")", ",", "\"a\"", "\"", "\\",
                    "order", "by", "created", "desc", "2026-01-01", "é", "currentUser",
                ]),
                0..24,
            )
        ) {
            let _ = parse(&pieces.join(" "));
        }

        #[test]
        fn escaped_strings_come_back(text in any::<String>()) {
            let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
            let query = parse(&format!("title = \"{escaped}\"")).unwrap();
            let Some(Expression::Clause(clause)) = query.filter else { panic!("no clause") };
            prop_assert_eq!(&clause.values[0], &text);
        }
    }
}
