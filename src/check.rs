//! Judging anybody's program against the course's exercises.
//!
//! A tool's catalogue is a list of [`case::Case`]s: each plays one end of the exercise against the program under test
//! and says what is not as the exercise asks. [`trial`] has the ends a case plays with, [`program`] starts the program
//! under test, [`run`] plays the cases side by side, [`result`] is what came of them, [`junit`] writes that for graders'
//! pipelines, and [`manifest`] has a folder of submissions. Nothing here knows a tool.

pub mod case;
pub mod junit;
pub mod manifest;
pub mod program;
pub mod result;
pub mod run;
pub mod trial;
