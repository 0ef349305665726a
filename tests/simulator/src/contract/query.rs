//! Checks query parameters.

use super::{Field, Operation, Type};
use crate::answer::Answer;
use crate::parameters::Parameters;
use crate::refusal::Shape;

impl Operation {
    /// Refuses parameters that the operation does not take, lacks, or cannot read.
    pub(crate) fn check_query(&self, parameters: &Parameters) -> Result<(), Answer> {
        let names = |lists: bool| -> Vec<&str> {
            let fields = self.query.iter().filter(|field| matches!(field.kind, Type::List(..)) == lists);
            fields.map(|field| field.name).collect()
        };
        parameters.only(&names(false), &names(true))?;
        self.query.iter().try_for_each(|field| check(field, parameters))
    }
}

fn check(field: &Field, parameters: &Parameters) -> Result<(), Answer> {
    let (name, shape) = (field.name, parameters.shape());
    let values = match &field.kind {
        Type::List(..) => parameters.list(name).unwrap_or_default(),
        _ => parameters.one(name).into_iter().collect(),
    };
    if field.required && values.is_empty() {
        return Err(shape.invalid(&format!("Query parameter '{name}' is required")));
    }
    match &field.kind {
        Type::List(_, _, Some(most)) if values.len() > *most => {
            Err(shape.invalid(&format!("'{name}' takes at most {most} values, not {}", values.len())))
        }
        Type::List(item, ..) => values.iter().try_for_each(|value| read(item, name, value, shape)),
        kind => values.iter().try_for_each(|value| read(kind, name, value, shape)),
    }
}

fn read(kind: &Type, name: &str, value: &str, shape: Shape) -> Result<(), Answer> {
    let allowed = |words: &[&str]| {
        if words.contains(&value) {
            return Ok(());
        }
        let expected = words.join(", ");
        Err(shape.invalid(&format!("Provided value {{{value}}} for '{name}' is not one of: {expected}")))
    };
    match kind {
        Type::Flag => allowed(&["true", "false"]),
        Type::Choice(words) => allowed(words),
        Type::Integer(low, high) => match value.parse::<i64>() {
            Err(_) => Err(shape.wrong_type(value, name, "Integer")),
            Ok(number) if low.is_some_and(|low| number < low) || high.is_some_and(|high| number > high) => {
                let spelled = |bound: &Option<i64>| bound.map_or("any".to_owned(), |bound| bound.to_string());
                let (low, high) = (spelled(low), spelled(high));
                Err(shape.invalid(&format!("'{name}' must be between {low} and {high}, not {value}")))
            }
            Ok(_) => Ok(()),
        },
        _ => Ok(()),
    }
}
