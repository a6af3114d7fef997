"""Documents that people open and print: docx, PDF and Markdown, and the files they go into."""
