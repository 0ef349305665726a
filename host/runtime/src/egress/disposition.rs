use http::{HeaderMap, header};

/// The name in `Content-Disposition` (RFC 6266), `filename*` before `filename`, without any folder.
pub(super) fn file_name(headers: &HeaderMap) -> Option<String> {
    let disposition = String::from_utf8_lossy(headers.get(header::CONTENT_DISPOSITION)?.as_bytes()).into_owned();
    let mut plain = None;
    for parameter in parameters(&disposition) {
        let Some((name, value)) = parameter.split_once('=') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "filename*" => {
                if let Some((_, encoded)) = value.split_once("''") {
                    let decoded = percent_encoding::percent_decode_str(encoded).decode_utf8_lossy();
                    return bare_name(&decoded);
                }
            }
            "filename" => {
                let unquoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value);
                plain = Some(unquoted.replace("\\\"", "\""));
            }
            _ => {}
        }
    }
    bare_name(&plain?)
}

/// Splits at semicolons that are not in quotes.
fn parameters(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (index, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.push(&text[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn bare_name(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
    (!name.is_empty() && name != "." && name != "..").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_never_leads_into_a_folder() {
        for (disposition, name) in [
            (r#"attachment; filename="a b.txt""#, Some("a b.txt")),
            (r#"attachment; filename="a;b\"c.txt"; x=y"#, Some("a;b\"c.txt")),
            ("attachment; filename=plain.txt", Some("plain.txt")),
            ("attachment; filename=\"x\"; filename*=UTF-8''%C3%A9%20.txt", Some("é .txt")),
            ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", Some("passwd")),
            (r#"attachment; filename="..\..\boot.ini""#, Some("boot.ini")),
            (r#"attachment; filename="..""#, None),
            ("attachment; filename=\"\"", None),
            ("attachment", None),
        ] {
            let headers = HeaderMap::from_iter([(header::CONTENT_DISPOSITION, disposition.parse().unwrap())]);
            assert_eq!(file_name(&headers).as_deref(), name, "{disposition}");
        }
    }
}
