pub(crate) mod anything;
pub(crate) mod computing;
pub(crate) mod floods;
pub(crate) mod memory;
pub(crate) mod requests;
