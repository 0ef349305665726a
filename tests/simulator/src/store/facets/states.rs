//! Content states: short words in colour that tell how far some content is.

use crate::clock::Stamp;
use crate::store::Store;

/// Is a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ContentState {
    pub(crate) id: u64,
    pub(crate) name: String,
    /// A colour in hexadecimal digits: `#57d9a3`.
    pub(crate) color: String,
}

impl ContentState {
    /// Returns the states that every space suggests.
    pub(crate) fn suggested() -> Vec<Self> {
        let states = [(0, "Rough draft", "#ffc400"), (1, "In progress", "#2684ff"), (2, "Ready for review", "#57d9a3")];
        let state = |(id, name, color): (u64, &str, &str)| Self { id, name: name.to_owned(), color: color.to_owned() };
        states.map(state).to_vec()
    }
}

impl Store {
    /// Returns the state of some content and since when it has that.
    pub(crate) fn state(&self, content: u64) -> Option<&(ContentState, Stamp)> {
        self.facets.states.get(&content)
    }

    /// Gives some content a state or takes it away; both make a new version.
    pub(crate) fn set_state(&mut self, content: u64, state: Option<ContentState>) {
        let Some(page) = self.content(content) else { return };
        let (title, body) = (page.latest.title.clone(), page.latest.body.clone());
        self.publish(content, &title, body, "");
        let at = self.now();
        match state {
            Some(state) => self.facets.states.insert(content, (state, at)),
            None => self.facets.states.remove(&content),
        };
    }

    /// Returns the states that the user made up.
    pub(crate) fn custom_states(&self) -> &[ContentState] {
        &self.facets.custom_states
    }

    /// Makes up a state; one of the same name and colour is used again.
    pub(crate) fn custom_state(&mut self, name: &str, color: &str) -> ContentState {
        let same = |known: &&ContentState| known.name == name && known.color == color;
        if let Some(known) = self.custom_states().iter().find(same) {
            return known.clone();
        }
        let state = ContentState { id: self.id(), name: name.to_owned(), color: color.to_owned() };
        self.facets.custom_states.push(state.clone());
        state
    }
}
