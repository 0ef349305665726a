use connector_sdk::serde_json::{Value, json};
use connector_sdk::{
    Action, ActionRoute, Ask, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes, parse,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{passage, place};
use crate::bodies;
use crate::form::CLOUD;
use crate::models::{BodyInput, Comment};

const READ_PAGE: &str = "GET /wiki/api/v2/pages/{id}?body-format={bodyFormat}";
const READ_BLOG_POST: &str = "GET /wiki/api/v2/blogposts/{id}?body-format={bodyFormat}";
const READ_SCOPES: Scopes = &[&["read:page:confluence"]];

/// Creates a comment on a passage of a page or blog post, or a reply to such a comment.
///
/// Exactly one of the ids says where it goes. A new comment needs `textSelection`, the passage; a reply takes none.
/// Data Center cannot create comments on passages.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateInlineComment {
    /// The id of the page to comment on.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub page_id: Option<String>,
    /// The id of the blog post to comment on.
    #[schemars(extend("x-options" = {"list": "blog-posts"}))]
    pub blog_post_id: Option<String>,
    /// The id of the comment to reply to.
    pub parent_comment_id: Option<String>,
    /// The passage that the comment is about: text as a reader sees it on the page.
    #[schemars(length(min = 1))]
    pub text_selection: Option<String>,
    /// How often this text occurs on the page; Confluence refuses another number. By default, the page is read and the
    /// occurrences in its text are counted.
    #[schemars(range(min = 1))]
    pub text_selection_match_count: Option<u32>,
    /// Which of the occurrences the comment is about, counted from 0. Default: `0`.
    pub text_selection_match_index: Option<u32>,
    /// The text of the comment.
    pub body: BodyInput,
}

impl Action for CreateInlineComment {
    type Output = Comment;
    const NAME: &str = "create-inline-comment";
    const GROUP: &str = "comments";
    const ROUTE: &str = "POST /wiki/api/v2/inline-comments";
    const SCOPES: Scopes = &[&["write:comment:confluence"]];
    const ASK: Option<Ask> = Some(ask_with_selection);
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(READ_PAGE, READ_SCOPES).given(&[
            ("textSelectionMatchCount", &[""]),
            ("blogPostId", &[""]),
            ("parentCommentId", &[""]),
        ]),
        ActionRoute::new(READ_BLOG_POST, READ_SCOPES).given(&[
            ("textSelectionMatchCount", &[""]),
            ("pageId", &[""]),
            ("parentCommentId", &[""]),
        ]),
    ];
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        this.judge()?;
        if let (Some(text), None) = (&this.text_selection, this.text_selection_match_count) {
            let count = this.count(context, text)?;
            fields.insert("textSelectionMatchCount".to_owned(), count.into());
        }
        context.perform::<Self>(fields)
    }
}

impl CreateInlineComment {
    /// Counts the occurrences of the passage. What does not seem to occur is left to Confluence, which may see more.
    fn count(&self, context: &Context<'_>, text: &str) -> Result<usize, Error> {
        let (route, id) = match &self.page_id {
            Some(id) => (READ_PAGE, Some(id)),
            None => (READ_BLOG_POST, self.blog_post_id.as_ref()),
        };
        let fields = Fields::from_iter([
            ("id".to_owned(), id.map_or(Value::Null, |id| id.as_str().into())),
            ("bodyFormat".to_owned(), "atlas_doc_format".into()),
        ]);
        let page: Value = context.send(&context.request_by::<Self>(route, &fields)?)?.json()?;
        let body = page.pointer("/body/atlas_doc_format/value").and_then(Value::as_str).unwrap_or_default();
        let document: Value = parse(body).unwrap_or_default();
        let count = passage::occurrences(&document, text);
        let index = self.index() as usize;
        if count > 0 && index >= count {
            return Err(Error::new(ErrorKind::InvalidInput, "the passage does not occur so often").problem(
                "/textSelectionMatchIndex",
                format!("must be less than {count}, since it is counted from 0"),
            ));
        }
        Ok(count.max(index + 1))
    }

    fn index(&self) -> u32 {
        self.text_selection_match_index.unwrap_or(0)
    }

    fn judge(&self) -> Result<(), Error> {
        let (place, _) = place::only(&[
            ("pageId", &self.page_id),
            ("blogPostId", &self.blog_post_id),
            ("parentCommentId", &self.parent_comment_id),
        ])?;
        let refuse =
            |message: &str, at: &str, what: &str| Err(Error::new(ErrorKind::InvalidInput, message).problem(at, what));
        let selected = [
            ("/textSelection", self.text_selection.is_some()),
            ("/textSelectionMatchCount", self.text_selection_match_count.is_some()),
            ("/textSelectionMatchIndex", self.text_selection_match_index.is_some()),
        ];
        match (place, selected.iter().find(|(_, given)| *given)) {
            ("parentCommentId", None) => Ok(()),
            ("parentCommentId", Some((at, _))) => refuse(
                "a reply is about the passage of the comment that it answers",
                at,
                "cannot stand beside `parentCommentId`",
            ),
            _ if self.text_selection.is_none() => {
                refuse("a comment on a passage needs the passage", "/textSelection", "is needed")
            }
            _ if self.text_selection_match_count.is_some_and(|count| self.index() >= count) => refuse(
                "the passage does not occur so often",
                "/textSelectionMatchIndex",
                "must be less than `textSelectionMatchCount`, since it is counted from 0",
            ),
            _ => Ok(()),
        }
    }
}

/// Puts the passage where Confluence has it.
fn ask_with_selection(mut fields: Fields) -> Result<Fields, Error> {
    bodies::convert(&mut fields)?;
    let count = fields.shift_remove("textSelectionMatchCount").unwrap_or_else(|| json!(1));
    let index = fields.shift_remove("textSelectionMatchIndex").unwrap_or_else(|| json!(0));
    if let Some(text) = fields.shift_remove("textSelection") {
        let selection =
            json!({"textSelection": text, "textSelectionMatchCount": count, "textSelectionMatchIndex": index});
        fields.insert("inlineCommentProperties".to_owned(), selection);
    }
    Ok(fields)
}
