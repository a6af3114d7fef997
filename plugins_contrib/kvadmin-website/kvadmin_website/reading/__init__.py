"""Reading what the secretariat writes: Markdown pages in bokmål and nynorsk, their links, and their files."""
