//! Where a component's memory comes from: first from a room that it is born with, then from the host.
//!
//! Memory that grows costs the host a change of its page tables, and most calls are over before they have used a megabyte.
//! So the room belongs to the memory's initial size, and a small call never grows it. The allocator is the one that `std`
//! has for this target; only its source of memory differs.

#![allow(unsafe_code, reason = "an allocator hands out raw memory; a component has one thread")]

use std::alloc::{GlobalAlloc, Layout};
use std::arch::wasm32;
use std::cell::{Cell, UnsafeCell};

use dlmalloc::{Allocator, Dlmalloc};

const ROOM: usize = 1024 * 1024;
const PAGE: usize = 64 * 1024;

#[global_allocator]
static HEAP: Heap = Heap(UnsafeCell::new(Dlmalloc::new_with_allocator(Source { taken: Cell::new(false) })));

/// Zeroes that the module does not hold: they are its memory's initial size alone.
static BORN_WITH: Room = Room(UnsafeCell::new([0; ROOM]));

#[repr(align(65536))]
struct Room(UnsafeCell<[u8; ROOM]>);

struct Heap(UnsafeCell<Dlmalloc<Source>>);

struct Source {
    taken: Cell<bool>,
}

// SAFETY: a component of this target has one thread.
unsafe impl Sync for Room {}
// SAFETY: as above.
unsafe impl Sync for Heap {}
// SAFETY: as above.
unsafe impl Send for Source {}

// SAFETY: what `alloc` gives is given once, is aligned to a page, zero, and never taken back.
unsafe impl Allocator for Source {
    fn alloc(&self, size: usize) -> (*mut u8, usize, u32) {
        if size <= ROOM && !self.taken.replace(true) {
            return (BORN_WITH.0.get().cast(), ROOM, 0);
        }
        let pages = size.div_ceil(PAGE);
        match wasm32::memory_grow::<0>(pages) {
            usize::MAX => (std::ptr::null_mut(), 0, 0),
            before => ((before * PAGE) as *mut u8, pages * PAGE, 0),
        }
    }

    fn remap(&self, _: *mut u8, _: usize, _: usize, _: bool) -> *mut u8 {
        std::ptr::null_mut()
    }

    fn free_part(&self, _: *mut u8, _: usize, _: usize) -> bool {
        false
    }

    fn free(&self, _: *mut u8, _: usize) -> bool {
        false
    }

    fn can_release_part(&self, _: u32) -> bool {
        false
    }

    fn allocates_zeros(&self) -> bool {
        true
    }

    fn page_size(&self) -> usize {
        PAGE
    }
}

// SAFETY: each call goes to the allocator that this type owns, with one thread and without recursion.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above; the layout is the caller's.
        unsafe { (*self.0.get()).malloc(layout.size(), layout.align()) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above; the layout is the caller's.
        unsafe { (*self.0.get()).calloc(layout.size(), layout.align()) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as above; the pointer is one that this allocator gave for this layout.
        unsafe { (*self.0.get()).free(pointer, layout.size(), layout.align()) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above; the pointer is one that this allocator gave for this layout.
        unsafe { (*self.0.get()).realloc(pointer, layout.size(), layout.align(), size) }
    }
}
