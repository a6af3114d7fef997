"""Taking in office files: read by an importer's declaration, asked about, remembered, and answered row by row."""
