"""``website check``: what is wrong with the pages, and what is lacking; a file a subject."""
