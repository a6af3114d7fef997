"""What must be erasable: where it still stands, in files of any kind and in what git keeps."""
