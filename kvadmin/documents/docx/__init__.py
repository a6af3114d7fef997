"""The document model as docx: real styles, marked header rows, embedded fonts, the same bytes every time."""
