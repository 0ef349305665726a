//! The part of the language that finds users.

use super::lexer::{Token, split};

/// Is a query for users: alternatives of conditions.
#[derive(Debug)]
pub(crate) struct PeopleQuery(Vec<Vec<Condition>>);

#[derive(Debug)]
struct Condition {
    field: Field,
    values: Vec<String>,
    negated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    /// Holds for every user.
    Type,
    AccountId,
    FullName,
}

/// Reads `user = "id"`, `user.accountid`, `user.userkey`, `user.fullname ~ "name"` and `type = user`, joined by `and`
/// and `or` without parentheses; `currentUser()` is the account that asks.
pub(crate) fn parse(query: &str, account: &str) -> Result<PeopleQuery, String> {
    let mut tokens = split(query)?.into_iter().peekable();
    let mut alternatives = vec![Vec::new()];
    loop {
        let condition = condition(&mut tokens, account)?;
        if let Some(last) = alternatives.last_mut() {
            last.push(condition);
        }
        match tokens.next() {
            None => return Ok(PeopleQuery(alternatives)),
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("and") => {}
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("or") => alternatives.push(Vec::new()),
            Some(token) => return Err(format!("unexpected {token:?}")),
        }
    }
}

impl PeopleQuery {
    /// Tells whether the query finds the user with an account id and a name.
    pub(crate) fn finds(&self, id: &str, name: &str) -> bool {
        self.0.iter().any(|conditions| conditions.iter().all(|condition| condition.holds(id, name)))
    }
}

impl Condition {
    fn holds(&self, id: &str, name: &str) -> bool {
        let meets = |value: &String| match self.field {
            Field::Type => value.eq_ignore_ascii_case("user"),
            Field::AccountId => value == id,
            Field::FullName => {
                let value = value.trim_end_matches('*').to_lowercase();
                name.to_lowercase().split(' ').any(|word| word.starts_with(&value)) || name.to_lowercase() == value
            }
        };
        self.negated != self.values.iter().any(meets)
    }
}

type Tokens = std::iter::Peekable<std::vec::IntoIter<Token>>;

fn condition(tokens: &mut Tokens, account: &str) -> Result<Condition, String> {
    let Some(Token::Word(name)) = tokens.next() else { return Err("a field is missing".to_owned()) };
    let field = match name.to_ascii_lowercase().as_str() {
        "type" => Field::Type,
        "user" | "user.accountid" | "user.userkey" => Field::AccountId,
        "user.fullname" => Field::FullName,
        _ => return Err(format!("'{name}' is no field of users")),
    };
    let (sign, negated) = match tokens.next() {
        Some(Token::Sign("=")) => ("=", false),
        Some(Token::Sign("!=")) => ("=", true),
        Some(Token::Sign("~")) => ("~", false),
        Some(Token::Sign("!~")) => ("~", true),
        Some(Token::Word(word)) if word.eq_ignore_ascii_case("in") => ("in", false),
        _ => return Err(format!("no operator after '{name}'")),
    };
    if (field == Field::FullName) != (sign == "~") {
        return Err(format!("'{name}' does not take this operator"));
    }
    if sign != "in" {
        return Ok(Condition { field, values: vec![value(tokens, account)?], negated });
    }
    let mut values = Vec::new();
    let mut expected = "(";
    loop {
        match tokens.next() {
            Some(Token::Sign(sign)) if sign == expected => values.push(value(tokens, account)?),
            Some(Token::Sign(")")) if !values.is_empty() => return Ok(Condition { field, values, negated }),
            _ => return Err("a list is broken".to_owned()),
        }
        expected = ",";
    }
}

fn value(tokens: &mut Tokens, account: &str) -> Result<String, String> {
    match tokens.next() {
        Some(Token::Text(text)) => Ok(text),
        Some(Token::Word(word)) if tokens.peek() == Some(&Token::Sign("(")) => {
            tokens.next();
            if tokens.next() != Some(Token::Sign(")")) || !word.eq_ignore_ascii_case("currentUser") {
                return Err(format!("unknown function '{word}'"));
            }
            Ok(account.to_owned())
        }
        Some(Token::Word(word)) => Ok(word),
        _ => Err("a value is missing".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn finds_users_by_id_and_name() {
        for (query, found) in [
            ("type = user", true),
            ("user = currentUser()", true),
            ("user.accountid = \"a:1\"", true),
            ("user in (\"a:2\", \"a:1\")", true),
            ("user != \"a:1\"", false),
            ("user.fullname ~ \"exam*\"", true),
            ("user.fullname ~ \"Example User\"", true),
            ("user.fullname ~ \"ample\"", false),
            ("user.fullname !~ \"exam\" or user = a:1", true),
            ("user.fullname ~ \"exam\" and user = a:2", false),
        ] {
            assert_eq!(parse(query, "a:1").unwrap().finds("a:1", "Example User"), found, "{query}");
        }
    }

    #[test]
    fn refuses_what_is_about_content() {
        for query in
            ["", "title ~ \"a\"", "user.fullname = \"a\"", "user ~ \"a\"", "user = now()", "user in (", "user = a b"]
        {
            assert!(parse(query, "a:1").is_err(), "{query}");
        }
    }
}
