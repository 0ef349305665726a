/// The names that are most alike a wanted one, each once, at most `count`; those as alike as others in their order.
pub(super) fn nearest(wanted: &str, names: Vec<String>, count: usize) -> Vec<String> {
    let wanted = wanted.to_lowercase();
    let mut ranked: Vec<(usize, String)> =
        names.into_iter().map(|name| (distance(&wanted, &name.to_lowercase()), name)).collect();
    let mut nearest = Vec::new();
    // Few are wanted, and a sort for this type alone would take as much room as the whole.
    while nearest.len() < count
        && let Some((at, _)) = ranked.iter().enumerate().min_by_key(|(_, (distance, _))| *distance)
    {
        let (_, name) = ranked.remove(at);
        if !nearest.contains(&name) {
            nearest.push(name);
        }
    }
    nearest
}

/// How many characters must be added, removed or replaced to make one text the other. Only the beginning of long texts counts.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().take(80).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, character) in left.chars().take(80).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (at, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(character != *other);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}
