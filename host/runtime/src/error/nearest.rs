/// The names that are close to one that does not exist, at most three.
pub(crate) fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    // Nobody mistypes a name of this length, and comparing takes as long as the square of it.
    if name.len() > 100 {
        return Vec::new();
    }
    let mut close: Vec<(f64, &str)> = names
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(similarity, _)| *similarity > 0.85)
        .collect();
    close.sort_by(|left, right| right.0.total_cmp(&left.0));
    // Beside one that is much closer, others only confuse.
    let best = close.first().map_or(0.0, |(similarity, _)| *similarity);
    close.retain(|(similarity, _)| *similarity > best - 0.05);
    close.into_iter().take(3).map(|(_, candidate)| candidate.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_is_much_closer_stands_alone() {
        let names = ["create-page", "create-space", "create-group", "get-page"];
        assert_eq!(nearest("create-pge", names), ["create-page"]);
        assert_eq!(nearest("acme-prd", ["acme-prd1", "acme-prd2"]), ["acme-prd1", "acme-prd2"]);
        assert!(nearest("nonsense", names).is_empty());
    }
}
