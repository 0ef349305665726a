use connector_sdk::OptionList;

use super::content::content;

/// Blog posts, of the space that `spaceId` or `spaceKey` names; searched by title.
pub(super) const BLOG_POSTS: OptionList =
    OptionList { name: "blog-posts", list: |context, query| content(context, query, "blogpost") };
