//! Reading an upload's form: files, and a comment for each of them or none at all.

use multer::Multipart;

use crate::answer::Answer;
use crate::data_center::refusal::invalid;
use crate::intake::Intake;
use crate::store::NewFile;
use crate::v1::multipart::{Failure, file, text};

/// Is what an upload's form holds.
pub(super) struct Form {
    /// The files, each with its comment.
    pub(super) files: Vec<(NewFile, String)>,
    pub(super) minor_edit: bool,
}

/// Reads a form; files go to where they are kept as they arrive.
pub(super) async fn read(boundary: &str, intake: &mut Intake) -> Result<Result<Form, Answer>, std::io::Error> {
    match parts(boundary, intake).await {
        Ok(form) => Ok(Ok(form)),
        Err(Failure::Refused(text)) => Ok(Err(invalid(&text))),
        Err(Failure::Broken(error)) => Err(error),
    }
}

async fn parts(boundary: &str, intake: &mut Intake) -> Result<Form, Failure> {
    let mut parts = Multipart::new(intake.stream(), boundary);
    let (mut files, mut comments, mut minor_edit) = (Vec::new(), Vec::new(), None);
    while let Some(part) = parts.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "file" => files.push(file(part).await?),
            "comment" => comments.push(text(part, &name).await?),
            "minorEdit" => minor_edit = Some(flag(&name, &text(part, &name).await?)?),
            // Whether the activity shows the upload is nothing that the API tells.
            "hidden" => drop(flag(&name, &text(part, &name).await?)?),
            _ => return Err(Failure::refused(&format!("Unknown form part '{name}' (simulator)"))),
        }
    }
    if files.is_empty() {
        return Err(Failure::refused("Part 'file' is required"));
    }
    if comments.is_empty() {
        comments = vec![String::new(); files.len()];
    }
    if comments.len() != files.len() {
        return Err(Failure::refused("There must be as many comments as files, or none"));
    }
    Ok(Form { files: files.into_iter().zip(comments).collect(), minor_edit: minor_edit.unwrap_or(false) })
}

fn flag(name: &str, text: &str) -> Result<bool, Failure> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(Failure::refused(&format!("Part '{name}' must be true or false, not {text}"))),
    }
}
