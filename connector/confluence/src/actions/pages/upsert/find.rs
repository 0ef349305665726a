//! Where the page is, if it is there.

use connector_sdk::serde_json::Value;
use connector_sdk::{Action, Error, ErrorKind, Fields};

use super::Upsert;
use crate::actions::content::{READ_ON_PREM, Requests, Wanted, settle};
use crate::actions::pages::held::{Held, READ};
use crate::actions::users::GetCurrentUser;
use crate::data_center;

pub(super) const BY_TITLE: &str = "GET /wiki/api/v2/pages?space-id={spaceId}&title={title}&body-format={bodyFormat}";
pub(super) const LIST_ON_PREM: &str = "GET /rest/api/content?type=page\
    &spaceKey={spaceKey}\
    &title={title}\
    &expand={expand}\
    &start={cursor}\
    &limit={limit}";

impl Upsert<'_> {
    /// The space, as `spaceId` on Cloud and as `spaceKey` on Data Center.
    pub(super) fn space(&self) -> Result<Fields, Error> {
        let input = &self.input;
        let given = [("spaceKey", &input.space_key), ("spaceId", &input.space_id)];
        let given = given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.as_deref()?.into())));
        let mut space: Fields = given.collect();
        if input.external_key.is_some() && input.space_key.is_none() {
            return Err(Error::new(ErrorKind::InvalidInput, "an external key is looked for in a space")
                .problem("/spaceKey", "is needed beside `externalKey`"));
        }
        if let (true, Some(parent)) = (space.is_empty(), &input.parent_id) {
            return self.space_of(parent);
        }
        settle(self.requests, &mut space, Wanted::One)?;
        Ok(space)
    }

    fn space_of(&self, parent: &str) -> Result<Fields, Error> {
        let on_prem = self.requests.on_prem();
        let (name, route, pointer) =
            if on_prem { ("spaceKey", READ_ON_PREM.route, "/space/key") } else { ("spaceId", READ, "/spaceId") };
        let mut asked = Fields::from_iter([("id".to_owned(), parent.into())]);
        if on_prem {
            asked.insert("expand".to_owned(), "space".into());
        }
        let page: Value = self.requests.send(route, &asked)?.json()?;
        match page.pointer(pointer) {
            Some(space) => Ok(Fields::from_iter([(name.to_owned(), space.clone())])),
            None => Err(Error::new(ErrorKind::Service, "Confluence answered with a page without its space")
                .hint("Give the space with `spaceKey`")),
        }
    }

    /// The page that there is. With an external key, one with the title and without a key is it where `adopts` of what is
    /// known says so, or where it was begun and left.
    pub(super) fn find(&self, space: &Fields) -> Result<Option<Held>, Error> {
        if let Some(held) = self.known.id.map(|id| by_id(self.requests, id, self.format())).transpose()?.flatten() {
            return Ok(Some(held));
        }
        let by_title = self.by_title(space)?;
        let Some(wanted) = &self.input.external_key else {
            return match by_title {
                Some(held) => self.under_its_parent(held).map(Some),
                None => Ok(None),
            };
        };
        let key = by_title.as_ref().map(|held| self.key(held.id())).transpose()?.flatten();
        if by_title.is_some() && key.as_ref() == Some(wanted) {
            return Ok(by_title);
        }
        let by_key = if self.known.keys { None } else { self.by_key(space, wanted)? };
        match (by_key, by_title, key) {
            (Some(id), None, _) => Held::read(self.requests, &id, self.format()).map(Some),
            (None, None, _) => Ok(None),
            (None, Some(held), None) if self.known.adopts || self.is_begun(&held)? => Ok(Some(held)),
            (None, Some(held), Some(_)) if self.is_left(held.id()) => Ok(Some(held)),
            (_, Some(held), key) => {
                let hint = match key {
                    None if !self.known.adopts => {
                        "Choose another title, rename the page that has it, or take it for this one with `adopt`"
                    }
                    _ => "Choose another title, or rename the page that has it",
                };
                let other = key.map(|key| format!(", and the external key `{key}`")).unwrap_or_default();
                let message = format!("the page `{}` of the space has the title already{other}", held.id());
                Err(Error::new(ErrorKind::InvalidInput, message).problem("/title", "is taken in this space").hint(hint))
            }
        }
    }

    /// Whether the key of a page means nothing any more.
    pub(super) fn is_left(&self, id: &str) -> bool {
        self.known.left.is_some_and(|left| left.values().any(|left| left == id))
    }

    /// Whether a page is what is left where the answer to its creation was lost, or its key could not be set: this account
    /// created it, and nothing was ever written in it.
    fn is_begun(&self, held: &Held) -> Result<bool, Error> {
        if held.version()? != 1 || !held.body()?.trim().is_empty() {
            return Ok(false);
        }
        let user: Value = GetCurrentUser::perform(self.requests.context(), Fields::new())?.read()?;
        // Nobody is not the same as nobody.
        let account = data_center::user_id(&user).filter(Value::is_string);
        Ok(account.is_some_and(|account| account == held.page["authorId"]))
    }

    fn by_title(&self, space: &Fields) -> Result<Option<Held>, Error> {
        let mut asked = space.clone();
        asked.insert("title".to_owned(), self.input.title.as_str().into());
        asked.insert("bodyFormat".to_owned(), self.format().into());
        let on_prem = self.requests.on_prem();
        let found: Value = if on_prem {
            self.requests.send(LIST_ON_PREM, &data_center::expand(asked)?)?.json()?
        } else {
            self.requests.send(BY_TITLE, &asked)?.json()?
        };
        let wanted = self.input.title.to_lowercase();
        let has_title = |page: &&Value| page["title"].as_str().is_some_and(|title| title.to_lowercase() == wanted);
        let page = found["results"].as_array().and_then(|pages| pages.iter().find(has_title));
        Ok(page.map(|page| Held::found(page.clone(), self.format(), on_prem)))
    }

    /// A title is unique in its space, so that a page elsewhere in it is in the way.
    fn under_its_parent(&self, held: Held) -> Result<Held, Error> {
        match &self.input.parent_id {
            Some(parent) if held.page["parentId"] != parent.as_str() => {
                let message = format!("the page `{}` has the title and stands under another parent", held.id());
                Err(Error::new(ErrorKind::InvalidInput, message)
                    .problem("/parentId", "is not the parent of the page with this title")
                    .hint("Choose another title, move the page with `move-page`, or leave out `parentId`"))
            }
            _ => Ok(held),
        }
    }
}

/// The page of an id, unless it is gone.
fn by_id(requests: Requests<'_>, id: &str, format: &'static str) -> Result<Option<Held>, Error> {
    match Held::read(requests, id, format) {
        Ok(held) if held.page["status"] == "trashed" => Ok(None),
        Ok(held) => Ok(Some(held)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a page is in the trash, or nowhere that this account may look.
///
/// # Errors
/// What Confluence answered, or why it did not.
pub(in crate::actions) fn is_gone(requests: Requests<'_>, id: &str) -> Result<bool, Error> {
    by_id(requests, id, "storage").map(|held| held.is_none())
}
