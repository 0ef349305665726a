//! Reading an upload's form, part by part.

use std::io;
use std::sync::Arc;

use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use multer::{Field, Multipart};
use percent_encoding::percent_decode_str;

use crate::intake::Intake;
use crate::store::{NewFile, Spool};

/// How much of a text part is taken, in bytes.
const MOST_TEXT: usize = 64 * 1024;

/// Is what an upload's form holds.
pub(super) struct Form {
    pub(super) files: Vec<NewFile>,
    pub(super) comment: String,
    pub(super) minor_edit: bool,
}

/// Tells why there is no form.
pub(crate) enum Failure {
    /// The form makes no sense, and why.
    Refused(String),
    /// The client went away, or the disk is full.
    Broken(io::Error),
}

impl Failure {
    pub(crate) fn refused(text: &str) -> Self {
        Self::Refused(text.to_owned())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<multer::Error> for Failure {
    fn from(error: multer::Error) -> Self {
        match error {
            multer::Error::StreamReadFailed(error) => Self::Broken(io::Error::other(error)),
            error => Self::refused(&format!("Malformed form: {error}")),
        }
    }
}

/// Reads a form; files go to where they are kept as they arrive.
pub(super) async fn read(boundary: &str, intake: &mut Intake) -> Result<Form, Failure> {
    let mut parts = Multipart::new(intake.stream(), boundary);
    let (mut files, mut comment, mut minor_edit) = (Vec::new(), None, None);
    while let Some(part) = parts.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        let place = match name.as_str() {
            "file" => {
                files.push(file(part).await?);
                continue;
            }
            "comment" => &mut comment,
            "minorEdit" => &mut minor_edit,
            _ => return Err(Failure::refused(&format!("Unknown form part '{name}' (simulator)"))),
        };
        if place.replace(text(part, &name).await?).is_some() {
            return Err(Failure::refused(&format!("Repeated form part '{name}' (simulator)")));
        }
    }
    if files.is_empty() {
        return Err(Failure::refused("Part 'file' is required"));
    }
    // The documented example sends the value in quotes.
    let minor_edit = match minor_edit.as_deref().map(|text| text.trim_matches('"')) {
        Some("true") => true,
        Some("false") => false,
        Some(text) => return Err(Failure::refused(&format!("Part 'minorEdit' must be true or false, not {text}"))),
        None => return Err(Failure::refused("Part 'minorEdit' is required")),
    };
    Ok(Form { files, comment: comment.unwrap_or_default(), minor_edit })
}

/// Reads a file.
pub(crate) async fn file(mut part: Field<'_>) -> Result<NewFile, Failure> {
    let name = file_name(&part).ok_or_else(|| Failure::refused("The file has no name"))?;
    if name.contains('/') {
        return Err(Failure::refused(&format!("Invalid file name: {name}")));
    }
    let media_type = part.content_type().map_or("application/octet-stream", AsRef::as_ref).to_owned();
    let mut spool = Spool::new();
    while let Some(piece) = part.chunk().await? {
        spool.write(&piece)?;
    }
    Ok(NewFile { name, media_type, content: Arc::new(spool.finish()) })
}

/// Reads a text part: UTF-8 if it says so, else Latin-1.
pub(crate) async fn text(mut part: Field<'_>, name: &str) -> Result<String, Failure> {
    let declared = part.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let unicode = declared.to_ascii_lowercase().replace([' ', '"'], "").contains("charset=utf-8");
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MOST_TEXT {
            return Err(Failure::refused(&format!("Part '{name}' is too long")));
        }
    }
    if unicode {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    Ok(bytes.into_iter().map(char::from).collect())
}

/// Returns a file's name, from `filename*` if there is one.
fn file_name(part: &Field<'_>) -> Option<String> {
    let header = part.headers().get(CONTENT_DISPOSITION)?;
    let header = String::from_utf8_lossy(header.as_bytes());
    let extended = header.split(';').map(str::trim).find_map(|piece| piece.strip_prefix("filename*="));
    let name = match extended.map(|value| value.trim_matches('"')) {
        Some(extended) => {
            let (charset, value) = extended.split_once("''")?;
            let name = percent_decode_str(value).decode_utf8_lossy().into_owned();
            charset.eq_ignore_ascii_case("utf-8").then_some(name)
        }
        None => part.file_name().map(str::to_owned),
    };
    name.filter(|name| !name.is_empty())
}
