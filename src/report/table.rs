//! A plain table with aligned columns.

use std::fmt;

/// Rows of cells; the first row is the heading. The last column is not padded.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<Vec<String>>,
    rule: bool,
}

impl Table {
    /// A table with this heading and a rule below it.
    pub fn new<const N: usize>(heading: [&str; N]) -> Table {
        Table { rows: vec![heading.map(str::to_owned).into()], rule: true }
    }

    /// A table of names and values without a heading.
    pub fn without_heading() -> Table {
        Table { rows: Vec::new(), rule: false }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.into());
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
        };
        (0..columns).map(|column| width(column).unwrap_or(0)).collect()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        for (i, row) in self.rows.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            let last = row.len().saturating_sub(1);
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                if column == last {
                    f.write_str(cell)?;
                } else {
                    write!(f, "{cell:width$}  ")?;
                }
            }
            if i == 0 && self.rule {
                let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
                write!(f, "\n{}", rules.join("  "))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let mut table = Table::new(["tool", "peer"]);
        table.row(["handshake".into(), "127.0.0.1:1".into()]);
        assert_eq!(table.to_string(), "tool       peer\n---------  -----------\nhandshake  127.0.0.1:1");
    }
}
