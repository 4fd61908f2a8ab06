//! `--plot`: panels side by side in one picture, SVG or PNG.
//!
//! A tool says what is to be seen ([`Picture`]), here it is drawn. No font of the system is needed.

use std::fmt;
use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;

use kuva::backend::raster::RasterBackend;
use kuva::backend::svg::SvgBackend;
use kuva::plot::legend::LegendPosition;
use kuva::plot::scatter::MarkerShape;
use kuva::plot::{LinePlot, ScatterPlot};
use kuva::render::figure::Figure;
use kuva::render::layout::Layout;
use kuva::render::plots::Plot;
use kuva::render::render::Scene;

use crate::error::{Error, Result};
use crate::whole::WholeFile;

/// Size of one panel in pixels; PNG has more of them.
const PANEL: (f64, f64) = (640.0, 560.0);
const PNG_SCALE: f32 = 1.5;

/// Below a panel a legend of a few entries has room; one of more stands beside it, and takes so many pixels.
const ROOM_FOR_ENTRIES: usize = 4;
const LEGEND_WIDTH: f64 = 200.0;

/// How much higher the vertical axis is than the highest point.
const HEADROOM: f64 = 1.06;

/// How a picture is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Svg,
    Png,
}

/// The file that a picture goes to. Its name says the format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlotFile {
    path: PathBuf,
    format: Format,
}

impl FromStr for PlotFile {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<PlotFile, String> {
        let path = PathBuf::from(text);
        let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
        let format = match extension.as_ref().and_then(|extension| extension.to_str()) {
            Some("svg") => Format::Svg,
            Some("png") => Format::Png,
            _ => return Err(format!("`{}` has neither .svg nor .png at its end", text.escape_debug())),
        };
        Ok(PlotFile { path, format })
    }
}

impl fmt::Display for PlotFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path.display().fmt(f)
    }
}

impl PlotFile {
    /// Finds out whether it can be written, before a run of which it is to show the outcome. What is there stays.
    pub fn check(&self) -> Result<()> {
        WholeFile::create(&self.path, true).map(drop)
    }

    /// Draws the picture. An earlier one is there until the new one is complete.
    pub fn write(&self, picture: &Picture) -> Result<()> {
        let scene = picture.scene();
        let bytes = match self.format {
            Format::Svg => SvgBackend::default().render_scene(&scene).into_bytes(),
            Format::Png => RasterBackend::new()
                .with_scale(PNG_SCALE)
                .render_scene(&scene)
                .map_err(|why| Error::start(format!("cannot draw {self}: {why}")))?,
        };
        let file = WholeFile::create(&self.path, true)?;
        file.file()
            .write_all(&bytes)
            .map_err(|error| Error::system(format!("cannot write {self}"), &error))?;
        file.finish()
    }
}

/// What is to be seen.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Above all panels.
    pub title: String,
    /// From left to right, at least one.
    pub panels: Vec<Panel>,
}

/// One pair of axes.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What it shows.
    pub title: String,
    /// Below the title, smaller.
    pub caption: String,
    /// What the horizontal axis is, with its unit.
    pub x: String,
    /// Where it ends; `None` for where the points do.
    pub x_end: Option<f64>,
    /// What the vertical axis is, with its unit.
    pub y: String,
    /// Where it ends; `None` for a little above the highest point.
    pub y_end: Option<f64>,
    /// Drawn in this order. Both axes begin at 0.
    pub series: Vec<Series>,
}

/// Points that belong together.
#[derive(Clone, Debug)]
pub struct Series {
    /// In the legend.
    pub name: String,
    /// How they look.
    pub mark: Mark,
    /// Horizontal and vertical, none of them negative. Of lines, each piece by itself: between pieces is a gap.
    pub pieces: Vec<Vec<(f64, f64)>>,
}

/// How points look, in colours that stay apart for colour-blind people and in print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A strong blue line with its area filled.
    Area,
    /// A thin blue line, for one so dense that it is a surface.
    Thin,
    /// A strong orange line.
    Line,
    /// A dashed grey line.
    Dashed,
    /// Small pale blue dots.
    Dots,
    /// Red crosses: something is missing here.
    Crosses,
    /// Grey upright crosses: something is not known here.
    Ticks,
    /// Of several that are compared: dots in the colour of the nth.
    NthDots(usize),
    /// The same as a line.
    NthLine(usize),
}

impl Mark {
    /// How many can be compared: more colours could not be told apart.
    pub const COLOURS: usize = NTH.len();
}

const BLUE: &str = "#0b5fa5";
const ORANGE: &str = "#d55e00";
const GREY: &str = "#555555";
const RED: &str = "#c00000";

/// Colours that stay apart side by side (Okabe and Ito's, without yellow, which is none on white).
const NTH: [&str; 7] = [BLUE, ORANGE, "#009e73", "#cc79a7", "#000000", "#56b4e9", "#e69f00"];

impl Picture {
    fn scene(&self) -> Scene {
        let plots: Vec<Vec<Plot>> = self.panels.iter().map(Panel::plots).collect();
        let (width, height) = PANEL;
        let entries = self.panels.iter().map(|panel| panel.series.len()).max().unwrap_or_default();
        let (legend, width) = if entries > ROOM_FOR_ENTRIES {
            (LegendPosition::OutsideRightTop, width + LEGEND_WIDTH)
        } else {
            (LegendPosition::OutsideBottomCenter, width)
        };
        let layout = |(panel, plots): (&Panel, &Vec<Plot>)| panel.layout(plots).with_legend_position(legend);
        let layouts = self.panels.iter().zip(&plots).map(layout).collect();
        Figure::new(1, self.panels.len().max(1))
            .with_title(&self.title)
            .with_title_size(20)
            .with_plots(plots)
            .with_layouts(layouts)
            .with_figure_size(width * self.panels.len() as f64, height)
            .render()
    }
}

impl Panel {
    fn plots(&self) -> Vec<Plot> {
        self.series.iter().flat_map(Series::plots).collect()
    }

    fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        self.series.iter().flat_map(|series| series.pieces.iter().flatten().copied())
    }

    fn layout(&self, plots: &[Plot]) -> Layout {
        // What lies on the edge would be cut in half.
        let highest = self.points().map(|(_, y)| y).fold(0.0, f64::max) * HEADROOM;
        let y_end = self.y_end.or((highest > 0.0).then_some(highest));
        let layout = Layout::auto_from_plots(plots);
        let layout = match y_end {
            Some(end) => layout.with_y_axis_max(end),
            None => layout,
        };
        let layout = match self.x_end {
            Some(end) => layout.with_x_axis_max(end),
            None => layout,
        };
        layout
            .with_title(&self.title)
            .with_title_size(16)
            .with_subtitle(&self.caption)
            .with_subtitle_size(11)
            .with_x_label(&self.x)
            .with_y_label(&self.y)
            .with_x_axis_min(0.0)
            .with_y_axis_min(0.0)
            .with_legend_box(false)
    }
}

impl Series {
    /// One for each piece, of which the first has the name; without any, the name alone.
    fn plots(&self) -> Vec<Plot> {
        let pieces = self.pieces.iter().filter(|piece| !piece.is_empty()).enumerate();
        let plots: Vec<Plot> = pieces.map(|(nth, piece)| self.plot(piece, nth == 0)).collect();
        if plots.is_empty() { vec![self.plot(&[], true)] } else { plots }
    }

    fn plot(&self, points: &[(f64, f64)], is_named: bool) -> Plot {
        let points = points.iter().copied();
        let line = |color: &str, width| {
            let line = LinePlot::new().with_data(points.clone()).with_color(color).with_stroke_width(width);
            if is_named { line.with_legend(&self.name) } else { line }
        };
        let scatter = |color: &str, size| {
            let dots = ScatterPlot::new().with_data(points.clone()).with_color(color).with_size(size);
            if is_named { dots.with_legend(&self.name) } else { dots }
        };
        match self.mark {
            Mark::Area => line(BLUE, 2.0).with_fill().with_fill_opacity(0.15).into(),
            Mark::Thin => line(BLUE, 0.7).into(),
            Mark::Line => line(ORANGE, 2.0).into(),
            Mark::Dashed => line(GREY, 1.5).with_dashed().into(),
            Mark::Dots => scatter(BLUE, 2.5).with_marker_opacity(0.5).into(),
            Mark::Ticks => scatter(GREY, 4.0).with_marker(MarkerShape::Plus).into(),
            Mark::Crosses => scatter(RED, 4.0).with_marker(MarkerShape::Cross).into(),
            Mark::NthDots(nth) => scatter(nth_colour(nth), 2.5).with_marker_opacity(0.7).into(),
            Mark::NthLine(nth) => line(nth_colour(nth), 1.5).into(),
        }
    }
}

fn nth_colour(nth: usize) -> &'static str {
    NTH.get(nth % NTH.len()).copied().unwrap_or(BLUE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn picture(points: Vec<(f64, f64)>) -> Picture {
        let series = |mark| Series { name: format!("{mark:?}"), mark, pieces: vec![points.clone()] };
        let marks = [
            Mark::Area,
            Mark::Thin,
            Mark::Line,
            Mark::Dashed,
            Mark::Dots,
            Mark::Crosses,
            Mark::Ticks,
            Mark::NthDots(0),
            Mark::NthLine(100),
        ];
        let panel = |title: &str| Panel {
            title: title.into(),
            caption: "how <it> was & is".into(),
            x: "time (s)".into(),
            x_end: None,
            y: "delay (ms)".into(),
            y_end: None,
            series: marks.map(series).into(),
        };
        Picture { title: "a title".into(), panels: vec![panel("left"), panel("right")] }
    }

    #[test]
    fn the_name_says_the_format() {
        assert_eq!("a/b.svg".parse::<PlotFile>().unwrap().format, Format::Svg);
        assert_eq!("B.PNG".parse::<PlotFile>().unwrap().format, Format::Png);
        for text in ["", "x", "svg", ".svg", "x.pdf", "x.svg.gz", "x.png/"] {
            let read = text.parse::<PlotFile>();
            assert!(read.is_err() || text == "x.png/", "{text}");
        }
    }

    #[test]
    fn a_picture_replaces_the_earlier_one_and_leaves_nothing_beside_it() {
        let folder = tempfile::TempDir::new().unwrap();
        for (name, begins) in [("x.svg", &b"<svg"[..]), ("x.png", b"\x89PNG\r\n\x1a\n")] {
            let path = folder.path().join(name);
            fs::write(&path, "an earlier one").unwrap();
            let file: PlotFile = path.to_str().unwrap().parse().unwrap();
            file.check().unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"an earlier one");
            file.write(&picture(vec![(0.0, 1.0), (1.0, 3.0)])).unwrap();
            let bytes = fs::read(&path).unwrap();
            assert!(bytes.starts_with(begins), "{:?}", bytes.get(..40));
        }
        let svg = fs::read_to_string(folder.path().join("x.svg")).unwrap();
        for text in
            ["a title", "left", "right", "how &lt;it&gt; was &amp; is", "time (s)", "delay (ms)", "Crosses"]
        {
            assert!(svg.contains(text), "{text} is not in {svg}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_picture_of_nothing_or_of_one_point_can_be_drawn() {
        let folder = tempfile::TempDir::new().unwrap();
        for points in [vec![], vec![(0.0, 0.0)], vec![(0.0, 0.0), (0.0, 1e18)]] {
            for name in ["x.svg", "x.png"] {
                let file: PlotFile = folder.path().join(name).to_str().unwrap().parse().unwrap();
                file.write(&picture(points.clone())).unwrap();
            }
        }
        let nothing = Picture { title: String::new(), panels: vec![] };
        "x.svg".parse::<PlotFile>().unwrap();
        let file: PlotFile = folder.path().join("x.svg").to_str().unwrap().parse().unwrap();
        file.write(&nothing).unwrap();
    }

    #[test]
    fn what_cannot_be_written_is_known_before() {
        let folder = tempfile::TempDir::new().unwrap();
        let check = |path: PathBuf| path.to_str().unwrap().parse::<PlotFile>().unwrap().check();
        assert!(check(folder.path().join("no/folder/x.svg")).is_err());
        fs::create_dir(folder.path().join("x.svg")).unwrap();
        assert!(check(folder.path().join("x.svg")).unwrap_err().to_string().contains("it is a folder"));
        std::os::unix::fs::symlink("elsewhere", folder.path().join("z.svg")).unwrap();
        assert!(check(folder.path().join("z.svg")).unwrap_err().to_string().contains("symbolic link"));
        assert!(check(folder.path().join("y.svg")).is_ok());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
