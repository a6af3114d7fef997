"""Documents that people open and print: docx, PDF, Markdown and web pages, and the files they go into."""
