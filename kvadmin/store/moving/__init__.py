"""A whole programme from one place to another: folders of files, engines of others, archives."""
