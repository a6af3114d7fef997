"""What ``kvadmin doctor`` looks at: the machine, the libraries, the folder; nothing is written and nothing fetched."""
