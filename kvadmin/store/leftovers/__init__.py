"""What others have left in a programme folder: copies beside a file, markers of a merge in it."""
