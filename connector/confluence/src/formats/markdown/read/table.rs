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
        let alignments = self.frames.iter().rev().find_map(|frame| match &frame.kind {
            Kind::Table { alignments, .. } => Some(alignments.clone()),
            _ => None,
        });
        let Some(row) = self.frames.last_mut() else { return };
        let Kind::Row { is_head, cells } = &mut row.kind else { return };
        let name = if *is_head { "th" } else { "td" };
        let alignment = alignments.unwrap_or_default().get(*cells).copied().unwrap_or(Alignment::None);
        *cells += 1;
        let storage = if cell.itself(&["td", "th"]) {
            cell.out.clone()
        } else if cell.itself(&["p"]) {
            format!("<{name}>{}</{name}>", cell.out)
        } else {
            format!("<{name}>{}</{name}>", paragraph(&cell.out, alignment))
        };
        row.add_markup(&storage);
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
