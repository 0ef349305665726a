/// What there is under each name, in the order of the names.
///
/// There are few, so that looking through a list is quick, and it takes far less room in a component than a tree does.
pub(super) struct Sorted<V>(Vec<(String, V)>);

impl<V> Default for Sorted<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V: Default> Sorted<V> {
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.as_str().cmp(name))
    }

    /// What there is under a name, made where there is nothing yet.
    pub(super) fn entry(&mut self, name: String) -> &mut V {
        let at = match self.place(&name) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (name, V::default()));
                at
            }
        };
        &mut self.0[at].1
    }

    pub(super) fn get(&self, name: &str) -> Option<&V> {
        self.place(name).ok().map(|at| &self.0[at].1)
    }

    pub(super) fn remove(&mut self, name: &str) -> Option<V> {
        self.place(name).ok().map(|at| self.0.remove(at).1)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(name, _)| name)
    }
}

impl<V> IntoIterator for Sorted<V> {
    type Item = (String, V);
    type IntoIter = std::vec::IntoIter<(String, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
