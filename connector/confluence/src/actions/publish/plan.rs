//! What a folder of files becomes: which pages, in which order, under which others.

use connector_sdk::{BlobId, Context, Error, ErrorKind, Fields};

use super::source::Source;

/// How large a file of Markdown may be, in bytes: larger ones make pages that Confluence refuses.
pub(super) const LARGEST: u64 = 4 * 1024 * 1024;

/// A file that was given.
pub(super) struct File {
    /// Its path below the folder.
    pub(super) path: String,
    pub(super) id: BlobId,
    /// Its place in the input.
    pub(super) place: usize,
}

/// A page to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Node {
    /// The path of its file, or of its folder with `/` at the end: of a page with an index, the folder's. The folder itself
    /// is `/`.
    pub(super) path: String,
    pub(super) title: String,
    /// The page that it stands under; none: at the top.
    pub(super) parent: Option<usize>,
    /// Its file; none for a folder without an index.
    pub(super) file: Option<usize>,
}

/// The pages of a folder, each behind the one that it stands under.
pub(super) struct Plan {
    /// In the order of their paths.
    pub(super) files: Vec<File>,
    pub(super) nodes: Vec<Node>,
}

impl Plan {
    /// Makes the plan of the files of an input.
    ///
    /// # Errors
    /// `invalid-input` where there is no Markdown, a file is not text, or two pages would have one title.
    pub(super) fn of(context: &Context<'_>, pages: &[BlobId], tree: &str) -> Result<Self, Error> {
        let mut files: Vec<File> = Vec::with_capacity(pages.len());
        for (place, id) in pages.iter().enumerate() {
            let blob = context.blob(id)?;
            let path = blob.path.or(blob.file_name).unwrap_or_default();
            let file = File { path, id: id.clone(), place };
            match place_of(&files, &file.path) {
                Ok(_) => return Err(refused(&file, format!("two files are called `{}`", file.path), "is given twice")),
                Err(at) => files.insert(at, file),
            }
        }
        let mut plan = Self { files, nodes: Vec::new() };
        plan.enter("", 0..plan.files.len(), None, tree);
        if plan.nodes.is_empty() {
            return Err(Error::new(ErrorKind::InvalidInput, "none of the files is Markdown")
                .problem("/pages", "needs files whose names end in `.md` or `.markdown`"));
        }
        plan.entitle(context)?;
        Ok(plan)
    }

    /// Adds the pages of a folder, whose files stand one behind the other.
    fn enter(&mut self, folder: &str, files: std::ops::Range<usize>, parent: Option<usize>, tree: &str) {
        if !self.files[files.clone()].iter().any(|file| is_markdown(&file.path)) {
            return;
        }
        let own = |file: &File| file.path[folder.len()..].to_owned();
        let index = ["index", "readme"].iter().find_map(|wanted| {
            files
                .clone()
                .find(|file| stem(&own(&self.files[*file])).is_some_and(|stem| stem.eq_ignore_ascii_case(wanted)))
        });
        // The folder that was given is a page where it has an index, and else its pages stand at the top.
        let parent = if index.is_some() || !folder.is_empty() {
            let name = folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let (path, title) = if folder.is_empty() { ("/", tree) } else { (folder, name) };
            self.nodes.push(Node { path: path.to_owned(), title: title.to_owned(), parent, file: index });
            Some(self.nodes.len() - 1)
        } else {
            parent
        };
        let mut at = files.start;
        while at < files.end {
            let rest = own(&self.files[at]);
            if let Some((name, _)) = rest.split_once('/') {
                let inner = format!("{folder}{name}/");
                let mut end = at;
                while end < files.end && self.files[end].path.starts_with(&inner) {
                    end += 1;
                }
                self.enter(&inner, at..end, parent, tree);
                at = end;
                continue;
            }
            if let Some(stem) = stem(&rest).filter(|_| Some(at) != index) {
                let (path, title) = (self.files[at].path.clone(), stem.to_owned());
                self.nodes.push(Node { path, title, parent, file: Some(at) });
            }
            at += 1;
        }
    }

    /// Gives pages the titles that their files say, and sees that no two have the same.
    fn entitle(&mut self, context: &Context<'_>) -> Result<(), Error> {
        let mut titles = Fields::new();
        for index in 0..self.nodes.len() {
            if let Some(file) = self.nodes[index].file {
                let Source { title, .. } = self.files[file].read(context)?;
                if let Some(title) = title {
                    self.nodes[index].title = title;
                }
            }
            let other = titles.insert(self.nodes[index].title.to_lowercase(), index.into());
            if let Some(other) = other.and_then(|other| usize::try_from(other.as_u64()?).ok()) {
                return Err(self.same_title(&self.nodes[other], &self.nodes[index]));
            }
        }
        Ok(())
    }

    fn same_title(&self, one: &Node, other: &Node) -> Error {
        let message = format!("`{}` and `{}` both have the title `{}`", one.path, other.path, other.title);
        let at = match other.file.or(one.file) {
            Some(file) => format!("/pages/{}", self.files[file].place),
            None => "/pages".to_owned(),
        };
        Error::new(ErrorKind::InvalidInput, message)
            .problem(at, "has a title that another page has too")
            .hint("Titles are unique in a space: give one of the files another `title` in its front matter")
    }

    /// A number that stands for the paths of the pages, to see whether they are still the same: FNV-1a in 32 bits.
    pub(super) fn mark(&self) -> u32 {
        let bytes = self.nodes.iter().flat_map(|node| node.path.bytes().chain([0]));
        bytes.fold(0x811c_9dc5, |mark, byte| (mark ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// The page of a file, or of a folder.
    pub(super) fn node_at(&self, path: &str) -> Option<&Node> {
        let file = self.file_at(path);
        let folder = if path.is_empty() { "/".to_owned() } else { format!("{path}/") };
        self.nodes.iter().find(|node| (file.is_some() && node.file == file) || node.path == folder)
    }

    /// The place of a file.
    pub(super) fn file_at(&self, path: &str) -> Option<usize> {
        place_of(&self.files, path).ok()
    }
}

impl File {
    /// Its Markdown.
    ///
    /// # Errors
    /// `invalid-input` where it is too large, or not text.
    pub(super) fn read(&self, context: &Context<'_>) -> Result<Source, Error> {
        match context.blob_text(&self.id, LARGEST) {
            Ok(text) => Ok(Source::of(&text)),
            Err(error) => Err(Error { message: format!("`{}`: {}", self.path, error.message), ..error }
                .problem(self.at(), "cannot be read")),
        }
    }

    /// Its place in the input.
    pub(super) fn at(&self) -> String {
        format!("/pages/{}", self.place)
    }

    /// The folder that it stands in.
    pub(super) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// Where a file stands among others, or would stand: in the order of the parts of their paths.
fn place_of(files: &[File], path: &str) -> Result<usize, usize> {
    files.binary_search_by(|file| file.path.split('/').cmp(path.split('/')))
}

fn refused(file: &File, message: String, problem: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, message).problem(file.at(), problem)
}

/// The name of a file of Markdown without what it ends in.
fn stem(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    let is_markdown = ["md", "markdown"].iter().any(|wanted| ending.eq_ignore_ascii_case(wanted));
    (is_markdown && !stem.is_empty() && !stem.contains('/')).then_some(stem)
}

fn is_markdown(path: &str) -> bool {
    stem(path.rsplit('/').next().unwrap_or_default()).is_some()
}
