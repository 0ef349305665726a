use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// The places that instances take. A call keeps its place while it waits for the network, so one slow service could take
/// them all: whoever has some already gets another only while more than that are free.
#[derive(Clone)]
pub(super) struct Slots(Arc<Mutex<State>>);

/// Whom a place is counted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Holder {
    /// The id of the connection.
    pub(super) connection: String,
    /// Tells its component from others.
    pub(super) component: usize,
}

/// A place, until it is dropped.
pub(super) struct Slot {
    slots: Slots,
    /// None while no call has it.
    holder: Option<Holder>,
}

struct State {
    free: usize,
    connections: HashMap<String, usize>,
    components: HashMap<usize, usize>,
    /// Who came first is served first, unless it may have no more for now.
    waiting: VecDeque<(Holder, oneshot::Sender<Slot>)>,
}

impl Slots {
    pub(super) fn new(count: usize) -> Self {
        let (connections, components, waiting) = (HashMap::new(), HashMap::new(), VecDeque::new());
        Self(Arc::new(Mutex::new(State { free: count, connections, components, waiting })))
    }

    /// Waits for a place.
    pub(super) async fn take(&self, holder: Holder) -> Option<Slot> {
        let turn = {
            let mut state = self.lock();
            let is_behind = state.waiting.iter().any(|(other, _)| other.connection == holder.connection);
            if !is_behind && state.may_have(&holder) {
                return Some(self.give(&mut state, holder));
            }
            let (sender, turn) = oneshot::channel();
            state.waiting.push_back((holder, sender));
            turn
        };
        turn.await.ok()
    }

    /// Takes a place for an instance that no call has yet; none where somebody waits, or nothing is free.
    pub(super) fn try_reserve(&self) -> Option<Slot> {
        let mut state = self.lock();
        if state.free == 0 || !state.waiting.is_empty() {
            return None;
        }
        state.free -= 1;
        Some(Slot { slots: self.clone(), holder: None })
    }

    /// Counts a reserved place for a call; the place comes back where it may not have another.
    pub(super) fn assign(&self, mut slot: Slot, holder: Holder) -> Result<Slot, Slot> {
        let mut state = self.lock();
        state.free += 1;
        let fits = state.may_have(&holder);
        state.free -= 1;
        if !fits {
            return Err(slot);
        }
        state.count(&holder);
        slot.holder = Some(holder);
        Ok(slot)
    }

    fn give(&self, state: &mut State, holder: Holder) -> Slot {
        state.free -= 1;
        state.count(&holder);
        Slot { slots: self.clone(), holder: Some(holder) }
    }

    fn give_back(&self, holder: Option<&Holder>) {
        let mut given = Vec::new();
        {
            let mut state = self.lock();
            state.free += 1;
            if let Some(holder) = holder {
                state.discount(holder);
            }
            let mut index = 0;
            while state.free > 0 && index < state.waiting.len() {
                let fits = state.waiting.get(index).is_some_and(|(holder, _)| state.may_have(holder));
                let next = if fits { state.waiting.remove(index) } else { None };
                match next {
                    Some((_, sender)) if sender.is_closed() => {}
                    Some((holder, sender)) => given.push((sender, self.give(&mut state, holder))),
                    None => index += 1,
                }
            }
        }
        // One that nobody waits for any more comes back by itself, for which the lock must be free.
        for (sender, slot) in given {
            drop(sender.send(slot));
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// A connection has at most as many as are left free, and a component three times as many. So each takes a part of what
    /// the others left, and whoever has none gets the last one.
    fn may_have(&self, holder: &Holder) -> bool {
        let of_connection = self.connections.get(&holder.connection).copied().unwrap_or(0);
        let of_component = self.components.get(&holder.component).copied().unwrap_or(0);
        self.free > 0 && (of_connection == 0 || (of_connection < self.free && of_component < 3 * self.free))
    }

    fn count(&mut self, holder: &Holder) {
        *self.connections.entry(holder.connection.clone()).or_default() += 1;
        *self.components.entry(holder.component).or_default() += 1;
    }

    fn discount(&mut self, holder: &Holder) {
        less(&mut self.connections, &holder.connection);
        less(&mut self.components, &holder.component);
    }
}

fn less<K: std::hash::Hash + Eq>(counts: &mut HashMap<K, usize>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.slots.give_back(self.holder.as_ref());
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    fn holder(connection: &str, component: usize) -> Holder {
        Holder { connection: connection.to_owned(), component }
    }

    /// As many as are to be had at once.
    fn take_all(slots: &Slots, holder: &Holder) -> Vec<Slot> {
        std::iter::from_fn(|| slots.take(holder.clone()).now_or_never().flatten()).collect()
    }

    #[test]
    fn one_connection_takes_half_and_another_gets_through() {
        let slots = Slots::new(100);
        let first = take_all(&slots, &holder("a", 1));
        assert_eq!(first.len(), 50);
        let others: Vec<usize> = ["b", "c", "d", "e"]
            .map(|name| {
                let taken = take_all(&slots, &holder(name, 2));
                let count = taken.len();
                std::mem::forget(taken);
                count
            })
            .into();
        assert!(others.iter().all(|count| *count >= 1), "{others:?}");
        assert!(others.iter().sum::<usize>() < 50, "{others:?}");
    }

    #[test]
    fn the_connections_of_one_component_leave_a_part_to_others() {
        let slots = Slots::new(100);
        let taken: Vec<Slot> =
            ["a", "b", "c", "d"].iter().flat_map(|name| take_all(&slots, &holder(name, 1))).collect();
        assert!((75..=80).contains(&taken.len()), "{}", taken.len());
        assert!(take_all(&slots, &holder("z", 2)).len() >= 10);
    }

    #[test]
    fn a_place_that_is_given_back_goes_to_whoever_may_have_it_first() {
        let slots = Slots::new(2);
        let (a, b) = (holder("a", 1), holder("b", 2));
        let first = take_all(&slots, &a);
        assert_eq!(first.len(), 1);
        let mut second_of_a = Box::pin(slots.take(a.clone()));
        assert!((&mut second_of_a).now_or_never().is_none());
        let of_b = slots.take(b.clone()).now_or_never().flatten();
        assert!(of_b.is_some(), "it does not stand behind the other's");
        let mut second_of_b = Box::pin(slots.take(b));
        assert!((&mut second_of_b).now_or_never().is_none());
        drop(first);
        assert!((&mut second_of_a).now_or_never().flatten().is_some());
        drop(second_of_b);
        drop(of_b);
        assert_eq!(slots.lock().free, 2, "what nobody waits for any more is free");
    }

    #[test]
    fn a_reserved_place_is_counted_for_whoever_takes_it() {
        let slots = Slots::new(4);
        let reserved = slots.try_reserve().unwrap();
        let taken = take_all(&slots, &holder("a", 1));
        assert_eq!(taken.len(), 2);
        let Err(reserved) = slots.assign(reserved, holder("a", 1)) else { panic!("it has as many as are free") };
        let assigned = slots.assign(reserved, holder("b", 1)).ok().unwrap();
        assert_eq!(assigned.holder, Some(holder("b", 1)));
        drop((taken, assigned));
        assert_eq!(slots.lock().free, 4);
        assert!(slots.lock().connections.is_empty() && slots.lock().components.is_empty());
    }
}
