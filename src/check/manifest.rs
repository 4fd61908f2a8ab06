//! A folder of submissions.
