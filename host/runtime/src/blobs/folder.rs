//! The files of a folder, as a run is given them.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io::{Error as IoError, ErrorKind};
use std::path::{Path, PathBuf};

use super::FileIdentity;
use crate::Error;
use crate::error::file;

/// How deep folders may stand inside each other.
const DEEPEST: usize = 64;

/// A file of a folder.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FolderFile {
    pub(crate) path: PathBuf,
    /// Its path below the folder, with `/`.
    pub(crate) relative: String,
    /// Which file it is: what is read later must be this one.
    pub(crate) found: Option<FileIdentity>,
}

/// Finds the files of a folder and of those in it, in the order of their names; what begins with a dot is left out.
///
/// # Errors
/// Where something cannot be read, a link leads out of the folder, or there are more than so many files.
pub(crate) fn files(folder: &Path, most: usize) -> Result<Vec<FolderFile>, Error> {
    let root = fs::canonicalize(folder).map_err(file("read", folder))?;
    let mut search = Search { root, most, found: Vec::new() };
    search.enter(folder, "", 0)?;
    Ok(search.found)
}

struct Search {
    root: PathBuf,
    most: usize,
    found: Vec<FolderFile>,
}

impl Search {
    fn enter(&mut self, folder: &Path, relative: &str, depth: usize) -> Result<(), Error> {
        if depth > DEEPEST {
            return Err(refused(folder, format!("folders stand more than {DEEPEST} deep inside each other")));
        }
        // A folder may have become a link since it was found.
        let here = fs::canonicalize(folder).map_err(file("read", folder))?;
        if !here.starts_with(&self.root) {
            return Err(refused(folder, "the folder has been moved out of the one that is given"));
        }
        let entries = fs::read_dir(folder).map_err(file("read", folder))?;
        let mut names = entries
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(file("read", folder))?;
        names.retain(|name| !is_hidden(name));
        names.sort();
        for name in names {
            let path = folder.join(&name);
            let Some(name) = name.to_str() else { return Err(refused(&path, "its name is not Unicode")) };
            let relative = if relative.is_empty() { name.to_owned() } else { format!("{relative}/{name}") };
            let metadata = fs::symlink_metadata(&path).map_err(file("read", &path))?;
            if metadata.is_dir() {
                self.enter(&path, &relative, depth + 1)?;
                continue;
            }
            let (path, metadata) = if metadata.is_symlink() { self.follow(&path)? } else { (path, metadata) };
            if !metadata.is_file() {
                return Err(refused(&path, "it is not a file"));
            }
            if self.found.len() == self.most {
                return Err(refused(&self.root, format!("it holds more than {} files", self.most)));
            }
            self.found.push(FolderFile { path, relative, found: FileIdentity::of(&metadata) });
        }
        Ok(())
    }

    /// The file that a link leads to: one of this folder that is not left out. Links to folders are refused, since a few of
    /// them can make a folder look endless.
    fn follow(&self, link: &Path) -> Result<(PathBuf, Metadata), Error> {
        let target = fs::canonicalize(link).map_err(file("read", link))?;
        let Ok(below) = target.strip_prefix(&self.root) else {
            return Err(refused(link, "the link leads out of the folder"));
        };
        if below.iter().any(is_hidden) {
            return Err(refused(link, "the link leads to what is left out since it begins with a dot"));
        }
        // Not of what it may lead to by now.
        let metadata = fs::symlink_metadata(&target).map_err(file("read", link))?;
        if metadata.is_dir() {
            return Err(refused(link, "the link leads to a folder"));
        }
        Ok((target, metadata))
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().first() == Some(&b'.')
}

fn refused(path: &Path, why: impl Into<String>) -> Error {
    file("take", path)(IoError::new(ErrorKind::InvalidInput, why.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, names: &[&str]) {
        for name in names {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
    }

    fn relative(folder: &Path, most: usize) -> Result<Vec<String>, String> {
        let why = |error: Error| match error {
            Error::File { source, .. } => source.to_string(),
            other => other.to_string(),
        };
        Ok(files(folder, most).map_err(why)?.into_iter().map(|found| found.relative).collect())
    }

    #[test]
    fn files_come_in_the_order_of_their_names_without_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &["b.md", "a/z.md", "a/b/c.png", "a.md", ".git/config", "a/.hidden"]);
        assert_eq!(relative(folder.path(), 10).unwrap(), ["a/b/c.png", "a/z.md", "a.md", "b.md"]);
        assert_eq!(relative(folder.path(), 3).unwrap_err(), "it holds more than 3 files");
        assert!(relative(&folder.path().join("a.md"), 3).is_err());
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn what_takes_the_place_of_a_file_is_not_read() {
        use std::os::unix::fs::symlink;

        use crate::blobs::Blobs;
        let home = tempfile::tempdir().unwrap();
        write(home.path(), &["docs/a.md", "docs/sub/b.md", "outside/b.md", "secret"]);
        let docs = home.path().join("docs");
        let found = files(&docs, 10).unwrap();
        let blobs = Blobs::new(home.path().to_owned(), 10);
        let give = |place: usize| {
            let FolderFile { path, relative, found } = &found[place];
            blobs.give(path, *found, Some(relative.clone()), None).map_err(|error| match error {
                Error::File { source, .. } => source.kind(),
                other => panic!("{other:?}"),
            })
        };
        let given = [0, 1].map(|place| blobs.get(&give(place).unwrap()).unwrap());
        let read = async |place: usize| given[place].open().await.map(drop).map_err(|error| error.kind());
        assert_eq!((read(0).await, read(1).await), (Ok(()), Ok(())), "as they were found");
        // A link in the place of the file, and one in the place of its folder.
        fs::rename(docs.join("a.md"), docs.join("old.md")).unwrap();
        symlink("../secret", docs.join("a.md")).unwrap();
        fs::rename(docs.join("sub"), docs.join("old")).unwrap();
        symlink("../outside", docs.join("sub")).unwrap();
        for place in [0, 1] {
            assert_eq!(give(place), Err(ErrorKind::InvalidData), "between finding and giving it");
            assert_eq!(read(place).await, Err(ErrorKind::InvalidData), "between giving and reading it");
        }
        // Another file, and none at all.
        fs::remove_file(docs.join("a.md")).unwrap();
        fs::write(docs.join("a.md"), "another").unwrap();
        assert_eq!(read(0).await, Err(ErrorKind::InvalidData));
        fs::remove_file(docs.join("a.md")).unwrap();
        fs::create_dir(docs.join("a.md")).unwrap();
        assert_eq!(read(0).await, Err(ErrorKind::InvalidInput));
        fs::remove_dir(docs.join("a.md")).unwrap();
        fs::rename(docs.join("old.md"), docs.join("a.md")).unwrap();
        assert_eq!(read(0).await, Ok(()), "the same file is back");
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_in_the_folder() {
        use std::os::unix::fs::symlink;
        let home = tempfile::tempdir().unwrap();
        write(home.path(), &["docs/a.md", "docs/sub/b.md", "secret"]);
        let docs = home.path().join("docs");
        symlink(docs.join("a.md"), docs.join("c.md")).unwrap();
        let found = files(&docs, 10).unwrap();
        let names: Vec<&str> = found.iter().map(|found| found.relative.as_str()).collect();
        assert_eq!(names, ["a.md", "c.md", "sub/b.md"]);
        assert_eq!(
            found[1].path,
            fs::canonicalize(docs.join("a.md")).unwrap(),
            "a link may change, and what it led to not"
        );
        write(&docs, &[".git/config"]);
        for (target, why) in [
            ("../secret", "the link leads out of the folder"),
            (".git/config", "the link leads to what is left out since it begins with a dot"),
            ("sub", "the link leads to a folder"),
            ("..", "the link leads out of the folder"),
        ] {
            symlink(target, docs.join("link")).unwrap();
            assert_eq!(relative(&docs, 10).unwrap_err(), why, "{target}");
            fs::remove_file(docs.join("link")).unwrap();
        }
    }
}
