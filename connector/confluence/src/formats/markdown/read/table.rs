use pulldown_cmark::Alignment;

use super::{Frame, Kind, Reader};

impl Reader<'_> {
    pub(super) fn end_row(&mut self, cells: &str) {
        if let Some(Frame { kind: Kind::Table { rows, .. }, .. }) = self.frames.last_mut() {
            rows.push_str("<tr>");
            rows.push_str(cells);
            rows.push_str("</tr>");
        }
    }

    pub(super) fn end_cell(&mut self, cell: &Frame) {
        let Some(Frame { kind: Kind::Row { is_head, cells }, .. }) = self.frames.last() else { return };
        let (name, column) = (if *is_head { "th" } else { "td" }, *cells);
        let alignments = self.frames.iter().rev().find_map(|frame| match &frame.kind {
            Kind::Table { alignments, .. } => Some(alignments),
            _ => None,
        });
        let alignment = alignments.and_then(|all| all.get(column)).copied().unwrap_or(Alignment::None);
        let storage = if cell.itself(&["td", "th"]) {
            cell.out.clone()
        } else if cell.itself(&["p"]) {
            format!("<{name}>{}</{name}>", cell.out)
        } else {
            format!("<{name}>{}</{name}>", paragraph(&cell.out, alignment))
        };
        if let Some(row) = self.frames.last_mut() {
            row.kind = Kind::Row { is_head: name == "th", cells: column + 1 };
            row.add_markup(&storage);
        }
    }
}

fn paragraph(content: &str, alignment: Alignment) -> String {
    let alignment = match alignment {
        _ if content.is_empty() => return "<p />".to_owned(),
        Alignment::None => return format!("<p>{content}</p>"),
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    };
    format!("<p style=\"text-align: {alignment};\">{content}</p>")
}
