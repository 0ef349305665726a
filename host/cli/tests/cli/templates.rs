//! Pages from templates: the schema of an input that depends on the template.

use insta::assert_snapshot;

use crate::home::{Home, simulator};

const BODY: &str = concat!(
    "<at:declarations><at:string at:name=\"City\" /><at:list at:name=\"By\"><at:option at:value=\"train\" />",
    "<at:option at:value=\"bus\" /></at:list></at:declarations><p>To <at:var at:name=\"City\" /> by ",
    "<at:var at:name=\"By\" /></p>",
);

#[test]
fn a_template_says_which_variables_it_has_and_a_page_gets_their_values() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let body = format!("body.value={BODY}");
    let create = ["run", "create-template", "--set", "name=Journey", "--set", "spaceKey=DOCS", "--set", "labels=tour"];
    let template = home.run(&[&create[..], &["--set", "body.representation=storage", "--set", &body]].concat()).json();
    let of = format!("templateId={}", template["templateId"].as_str().unwrap());

    let schema = home.run(&["schema", "create-page-from-template", "--set", &of, "--input"]).json();
    let variables = &schema["properties"]["variables"];
    assert_eq!(variables["required"].to_string(), r#"["City","By"]"#);
    assert_eq!(variables["properties"]["By"]["enum"].to_string(), r#"["train","bus"]"#);
    let plain = home.run(&["schema", "create-page-from-template", "--input"]).json();
    assert!(plain["properties"]["variables"].get("properties").is_none(), "{plain}");
    assert_eq!(plain, home.run(&["schema", "create-page-from-template", "--input", "-c", "acme"]).json());

    let page = ["run", "create-page-from-template", "--set", &of, "--set", "spaceKey=DOCS", "--set", "title=A & B"];
    let wrong = [&page[..], &["--set", "variables.City=Rome", "--set", "variables.By=boat"]].concat();
    assert_snapshot!("variables_that_do_not_fit", home.run(&wrong));
    let right = [&page[..], &["--set", "variables.City=Rome & Milan", "--set", "variables.By=bus"]].concat();
    let id = home.run(&right).json()["id"].as_str().unwrap().to_owned();
    let get = ["run", "get-page", "--set", &format!("id={id}"), "--set", "bodyFormat=storage", "--set"];
    let page = home.run(&[&get[..], &["includeLabels=true"]].concat()).json();
    assert_eq!(page["body"]["storage"]["value"], "<p>To Rome &amp; Milan by bus</p>");
    assert_eq!(page["labels"]["results"][0]["name"], "tour");

    let stray = ["schema", "create-page-from-template", "--set", "title=x"];
    assert_snapshot!("schema_does_not_depend_on_it", home.run(&stray));
    assert_snapshot!("schema_depends_on_nothing", home.run(&["schema", "get-page", "--set", "id=7"]));
}
