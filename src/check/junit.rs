//! Findings in the form that graders' pipelines read: JUnit's XML, one suite for each program. Pure.

use std::fmt::{self, Write as _};

use super::result::{Finding, Verdict};

/// A program's findings under its name.
#[derive(Debug)]
pub struct Suite {
    /// Which program.
    pub name: String,
    /// The cases' common name: `handshake.server`.
    pub class: String,
    /// What came of the cases.
    pub findings: Vec<Finding>,
}

/// The whole file.
pub fn text(suites: &[Suite]) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n".to_owned();
    for suite in suites {
        // Writing to a String cannot fail.
        let _ = write_suite(&mut xml, suite);
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn write_suite(xml: &mut String, suite: &Suite) -> fmt::Result {
    let count = |verdicts: &[Verdict]| {
        suite.findings.iter().filter(|finding| verdicts.contains(&finding.verdict)).count()
    };
    let (tests, failures) = (suite.findings.len(), count(&[Verdict::Failed]));
    let skipped = count(&[Verdict::Unjudged, Verdict::Noted]);
    let (name, class) = (Text(&suite.name), Text(&suite.class));
    writeln!(
        xml,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">"
    )?;
    for finding in &suite.findings {
        let Finding { id, severity, requires, took, .. } = finding;
        write!(
            xml,
            "    <testcase classname=\"{class}\" name=\"{id} {severity}: {}\" time=\"{:.3}\"",
            Text(requires),
            took.as_secs_f64()
        )?;
        let explained = explanation(finding);
        let explained = Text(&explained);
        match finding.verdict {
            Verdict::Passed => writeln!(xml, "/>")?,
            Verdict::Failed => writeln!(
                xml,
                ">\n      <failure message=\"{}\" type=\"{severity}\">{explained}</failure>\n    </testcase>",
                Text(requires)
            )?,
            Verdict::Noted | Verdict::Unjudged => {
                writeln!(xml, ">\n      <skipped message=\"{explained}\"/>\n    </testcase>")?;
            }
        }
    }
    writeln!(xml, "  </testsuite>")
}

fn explanation(finding: &Finding) -> String {
    let mut text = String::new();
    if !finding.sent.is_empty() {
        let _ = writeln!(text, "sent: {}", finding.sent.join(", "));
    }
    let named = [("expected", &finding.expected), ("seen", &finding.seen), ("not told", &finding.why)];
    for (name, value) in named {
        if let Some(value) = value {
            let _ = writeln!(text, "{name}: {value}");
        }
    }
    if let Some(hint) = finding.hint {
        let _ = writeln!(text, "usually: {hint}");
    }
    text
}

/// Text that XML can hold, in an attribute too.
struct Text<'a>(&'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\n' => f.write_str("&#10;")?,
                // XML 1.0 has no other control characters, nor these two.
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                    write!(f, "\\u{{{:x}}}", u32::from(c))?
                }
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::case::{Case, Outcome, Severity, unjudged, wrong};
    use std::time::Duration;

    fn finding(outcome: Outcome) -> Finding {
        let case = Case::server("XX-01", Severity::Required, |_| Ok(())).requires("a < b").hint("a & b");
        Finding::new(&case, outcome, vec!["`\"x\"`".to_owned()], true, Duration::from_millis(1500))
    }

    #[test]
    fn each_verdict_has_its_element_and_no_text_breaks_out() {
        let findings = vec![finding(Ok(())), finding(wrong("]]>\u{1}", "b\"c")), finding(unjudged("<why>"))];
        let xml = text(&[Suite { name: "A & B".to_owned(), class: "x.server".to_owned(), findings }]);
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites>
  <testsuite name=\"A &amp; B\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\">
    <testcase classname=\"x.server\" name=\"XX-01 required: a &lt; b\" time=\"1.500\"/>
    <testcase classname=\"x.server\" name=\"XX-01 required: a &lt; b\" time=\"1.500\">
      <failure message=\"a &lt; b\" type=\"required\">sent: `&quot;x&quot;`&#10;expected: ]]&gt;\\u{1}&#10;seen: b&quot;c&#10;usually: a &amp; b&#10;</failure>
    </testcase>
    <testcase classname=\"x.server\" name=\"XX-01 required: a &lt; b\" time=\"1.500\">
      <skipped message=\"sent: `&quot;x&quot;`&#10;not told: &lt;why&gt;&#10;\"/>
    </testcase>
  </testsuite>
</testsuites>
";
        assert_eq!(xml, expected);
    }
}
