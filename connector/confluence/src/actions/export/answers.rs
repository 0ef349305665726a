//! What is asked about the things of a space, and what the answers hold.

use connector_sdk::serde_json::{self, Value};
use connector_sdk::{Error, ErrorKind, Fields, Request, Response};

use super::ExportKind;
use super::errand::{Asked, Errand, concerns_one};
use super::listed::{Held, Listed, id};
use super::walk::{Walk, read};
use crate::data_center;
use crate::models::{Exported, ExportedKind, ExportedOwner, ItemError};

/// How many requests are on their way side by side: a host sends eight at a time, and the others wait for them.
pub(super) const AT_ONCE: usize = 32;

impl Walk<'_, '_> {
    /// What is to be asked about something.
    pub(super) fn children(&self, of: &ExportedOwner) -> Vec<Errand> {
        let comment = matches!(of.kind, ExportedKind::FooterComment | ExportedKind::InlineComment);
        let content = matches!(of.kind, ExportedKind::Page | ExportedKind::Blogpost);
        let (labels, properties) = (self.wants(ExportKind::Labels), self.wants(ExportKind::Properties));
        let footer = of.kind != ExportedKind::InlineComment && self.wants(ExportKind::FooterComments);
        let inline = (content || of.kind == ExportedKind::InlineComment) && self.wants(ExportKind::InlineComments);
        let asked = [
            (Asked::Details, !self.on_prem && !comment && (labels || properties)),
            (Asked::Properties, (self.on_prem || comment) && properties),
            (Asked::FooterComments, !self.on_prem && footer),
            (Asked::InlineComments, !self.on_prem && inline),
            (Asked::Attachments, content && self.wants(ExportKind::Attachments)),
        ];
        asked.iter().filter(|(_, wanted)| *wanted).map(|(asked, _)| Errand::new(*asked, of)).collect()
    }

    /// Asks of what is to be asked as much as goes side by side.
    pub(super) fn run_errands(&mut self) -> Result<(), Error> {
        let errands: Vec<Errand> = self.errands.drain(..self.errands.len().min(AT_ONCE)).collect();
        let requests: Vec<Request> = errands.iter().map(|errand| self.request(errand)).collect::<Result<_, Error>>()?;
        self.requests += requests.len() as u64;
        let rest = std::mem::take(&mut self.errands);
        for (errand, answer) in errands.iter().zip(self.context.send_all(&requests)) {
            match answer.and_then(|response| self.take(errand, &response)) {
                Err(error) if concerns_one(&error) => self.give_up(errand, error)?,
                taken => taken?,
            }
        }
        // What belongs to one thing is finished before the next one is begun, so that little waits.
        self.errands.extend(rest);
        self.flush();
        Ok(())
    }

    fn request(&self, errand: &Errand) -> Result<Request, Error> {
        let mut fields = Fields::from_iter([
            ("type".to_owned(), serde_json::to_value(errand.of.kind).unwrap_or_default()),
            ("id".to_owned(), errand.of.id.as_str().into()),
        ]);
        match errand.asked {
            Asked::Details => {
                for (name, kind) in [("labels", ExportKind::Labels), ("properties", ExportKind::Properties)] {
                    if self.wants(kind) {
                        fields.insert(name.to_owned(), true.into());
                    }
                }
                fields.insert("version".to_owned(), false.into());
            }
            Asked::FooterComments | Asked::InlineComments => {
                fields.insert("bodyFormat".to_owned(), self.body());
            }
            Asked::Attachments if self.on_prem => {
                let labels = if self.wants(ExportKind::Labels) { ",metadata.labels" } else { "" };
                fields.insert("expand".to_owned(), format!("{}{labels}", data_center::ATTACHMENT).into());
            }
            Asked::Attachments | Asked::Properties | Asked::Labels => {}
        }
        if errand.asked != Asked::Details {
            fields.insert("limit".to_owned(), self.limit().into());
        }
        self.request_for(errand.asked.routes(), fields, errand.cursor.as_deref())
    }

    /// Hands over what an answer holds, and notes what is to be asked about that.
    fn take(&mut self, errand: &Errand, response: &Response) -> Result<(), Error> {
        let Some(kind) = errand.asked.kind() else { return self.take_details(&errand.of, &response.json()?) };
        let page = Listed::of(response)?;
        for record in &page.results {
            let of = id(record).map(|id| ExportedOwner { kind, id });
            match (self.on_prem, kind) {
                (true, ExportedKind::Attachment | ExportedKind::Property) => {
                    let mut record = read(record)?;
                    if kind == ExportedKind::Property {
                        data_center::property(&Fields::new(), &mut record);
                    } else {
                        data_center::attachment(&Fields::new(), &mut record);
                    }
                    self.hand_over(kind, Some(&errand.of), &record)?;
                    if let Some(of) = of.as_ref().filter(|of| of.kind == ExportedKind::Attachment) {
                        self.take_labels(of, &record)?;
                    }
                }
                _ => self.hand_over(kind, Some(&errand.of), record)?,
            }
            if !matches!(kind, ExportedKind::Property | ExportedKind::Label) {
                let errands = of.map(|of| self.children(&of)).unwrap_or_default();
                self.errands.extend(errands);
            }
        }
        if let Some(next) = page.next(self.on_prem) {
            let mut circle = errand.circle.clone();
            circle.leads_to(&next)?;
            self.errands.push_back(Errand { cursor: Some(next), circle, ..Errand::new(errand.asked, &errand.of) });
        }
        Ok(())
    }

    /// Hands over the labels and properties that came with something; where there are more, all of them are listed instead.
    fn take_details(&mut self, of: &ExportedOwner, record: &Value) -> Result<(), Error> {
        let parts = [
            (ExportKind::Labels, "/labels", ExportedKind::Label, Asked::Labels),
            (ExportKind::Properties, "/properties", ExportedKind::Property, Asked::Properties),
        ];
        for (wanted, place, kind, all) in parts {
            if !self.wants(wanted) {
                continue;
            }
            let held = Held::of(record, place);
            if held.has_more {
                self.errands.push_back(Errand::new(all, of));
                continue;
            }
            for record in &held.results {
                self.hand_over(kind, Some(of), record)?;
            }
        }
        Ok(())
    }

    /// Says what could not be read.
    fn give_up(&mut self, errand: &Errand, error: Error) -> Result<(), Error> {
        self.missed |= error.kind == ErrorKind::NotFound;
        let missing = match errand.asked.kind() {
            Some(kind) => vec![kind],
            None => [(ExportKind::Labels, ExportedKind::Label), (ExportKind::Properties, ExportedKind::Property)]
                .into_iter()
                .filter(|(wanted, _)| self.wants(*wanted))
                .map(|(_, kind)| kind)
                .collect(),
        };
        self.gather(&Exported::<()> {
            kind: ExportedKind::Problem,
            of: Some(errand.of.clone()),
            record: None,
            missing,
            error: Some(ItemError::of(error, "")),
        })
    }
}
