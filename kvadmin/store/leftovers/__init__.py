"""What others have left in a programme folder: copies, markers of a merge, the remains of a broken write."""
