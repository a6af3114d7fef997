"""Pages for a browser: one file, no script, nothing fetched, read by everybody and printed on A4."""
