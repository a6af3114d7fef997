"""Which version the records of each plugin have in a folder, and what keeps records of two forms apart."""
