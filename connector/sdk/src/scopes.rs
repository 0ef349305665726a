/// OAuth scopes that a request needs: any one of these sets is enough; none: no scope is needed or known.
pub type Scopes = &'static [&'static [&'static str]];

/// The scopes that are missing from the granted ones: those of the set that lacks the fewest.
pub fn missing_scopes(needed: Scopes, granted: &[String]) -> Vec<&'static str> {
    needed
        .iter()
        .map(|set| {
            let lacks = |scope: &&&str| !granted.iter().any(|other| other == **scope);
            set.iter().filter(lacks).copied().collect::<Vec<_>>()
        })
        .min_by_key(Vec::len)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_that_lacks_the_fewest_says_what_is_missing() {
        const NEEDED: Scopes = &[&["a"], &["b", "c"]];
        for (granted, missing) in
            [(&["a"][..], &[][..]), (&["b", "c"], &[]), (&["b"], &["a"]), (&[], &["a"]), (&["d"], &["a"])]
        {
            let granted: Vec<String> = granted.iter().map(|scope| (*scope).to_owned()).collect();
            assert_eq!(missing_scopes(NEEDED, &granted), missing, "{granted:?}");
        }
        assert_eq!(missing_scopes(&[&["a", "b"]], &["b".to_owned()]), ["a"]);
        assert!(missing_scopes(&[], &[]).is_empty());
    }
}
