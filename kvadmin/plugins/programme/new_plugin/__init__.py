"""``kvadmin plugins new``: a package that works, for its author to change. ``template/`` has its files."""
