//! The variables of a template: declared in `at:declarations`, and standing in the text as `at:var`.
//!
//! Atlassian's page "Confluence Storage Format" describes the elements, in its part about templates.

use super::storage::{Document, Element, Node, Text};

/// Something that a template leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What may stand for it.
    pub kind: VariableKind,
}

/// What may stand for a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VariableKind {
    /// A text of one line.
    Line,
    /// A text of several lines.
    Lines,
    /// One of these texts.
    Choice(Vec<String>),
}

/// The variables of a template: those that it declares, in that order, and then those that only stand in it.
pub fn variables(template: &Document<'_>) -> Vec<Variable> {
    let mut found = Vec::new();
    each(&template.nodes, &mut |element| {
        let kind = match element.name() {
            "at:string" | "at:var" => VariableKind::Line,
            "at:textarea" => VariableKind::Lines,
            "at:list" => {
                let options = element.elements().filter(|option| option.name() == "at:option");
                VariableKind::Choice(options.filter_map(|option| option.attribute("at:value")).collect())
            }
            _ => return,
        };
        // Declarations stand in front of what uses them.
        if let Some(name) = element.attribute("at:name")
            && !found.iter().any(|known: &Variable| known.name == name)
        {
            found.push(Variable { name, kind });
        }
    });
    found
}

fn each(nodes: &[Node<'_>], see: &mut dyn FnMut(&Element<'_>)) {
    for element in nodes.iter().filter_map(Node::element) {
        see(element);
        each(element.children(), see);
    }
}

/// Makes a page of a template: values stand for its variables, and nothing is declared any more. A variable without a
/// value becomes nothing.
pub fn fill(template: &mut Document<'_>, value: &dyn Fn(&str) -> Option<String>) {
    fill_nodes(&mut template.nodes, true, value);
}

fn fill_nodes(nodes: &mut Vec<Node<'_>>, may_break: bool, value: &dyn Fn(&str) -> Option<String>) {
    let mut filled = Vec::with_capacity(nodes.len());
    for mut node in std::mem::take(nodes) {
        let Some(element) = node.element_mut() else {
            filled.push(node);
            continue;
        };
        match element.name() {
            "at:declarations" => {}
            "at:var" => {
                let value = element.attribute("at:name").and_then(|name| value(&name)).unwrap_or_default();
                let lines = if may_break { value.split('\n').collect() } else { vec![value.as_str()] };
                for (index, line) in lines.into_iter().enumerate() {
                    if index > 0 {
                        filled.push(Node::Element(Element::new("br")));
                    }
                    filled.push(Node::Text(Text::new(line.trim_end_matches('\r'))));
                }
            }
            name => {
                // The parameter of a macro is a text.
                let may_break = may_break && name != "ac:parameter";
                fill_nodes(element.children_mut(), may_break, value);
                filled.push(node);
            }
        }
    }
    *nodes = filled;
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = concat!(
        "<at:declarations><at:string at:name=\"Project\" /><at:textarea at:columns=\"100\" at:name=\"Goals\" at:rows=\"5\" />",
        "<at:list at:name=\"Phase\"><at:option at:value=\"Idea\" /><at:option at:value=\"R&amp;D\" /></at:list>",
        "</at:declarations><h1>Plan of <at:var at:name=\"Project\" /></h1><p><at:var at:name=\"Goals\" />&nbsp;kept</p>",
        "<ac:structured-macro ac:name=\"status\"><ac:parameter ac:name=\"title\"><at:var at:name=\"Phase\" />",
        "</ac:parameter></ac:structured-macro><p><at:var at:name=\"Owner\" /></p>",
    );

    #[test]
    fn variables_are_found_with_what_may_stand_for_them() {
        let found = variables(&Document::parse(TEMPLATE).unwrap());
        let expected = [
            ("Project", VariableKind::Line),
            ("Goals", VariableKind::Lines),
            ("Phase", VariableKind::Choice(vec!["Idea".to_owned(), "R&D".to_owned()])),
            ("Owner", VariableKind::Line),
        ];
        assert_eq!(found, expected.map(|(name, kind)| Variable { name: name.to_owned(), kind }));
    }

    #[test]
    fn values_stand_for_variables_as_text() {
        let mut template = Document::parse(TEMPLATE).unwrap();
        fill(&mut template, &|name| match name {
            "Project" => Some("A & <b>".to_owned()),
            "Goals" => Some("one\r\ntwo".to_owned()),
            "Phase" => Some("R&D\nlater".to_owned()),
            _ => None,
        });
        let expected = concat!(
            "<h1>Plan of A &amp; &lt;b&gt;</h1><p>one<br />two&nbsp;kept</p>",
            "<ac:structured-macro ac:name=\"status\"><ac:parameter ac:name=\"title\">R&amp;D\nlater</ac:parameter>",
            "</ac:structured-macro><p></p>",
        );
        assert_eq!(template.write(), expected);
    }

    #[test]
    fn a_page_that_leaves_nothing_open_stays_as_it_is() {
        let page = "<p>at:var &lt;at:var&gt; <em>and</em><!-- more --></p>";
        let mut document = Document::parse(page).unwrap();
        assert_eq!(variables(&document), []);
        fill(&mut document, &|_| None);
        assert_eq!(document.write(), page);
    }
}
