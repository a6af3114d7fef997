"""The index: what was read before, in the person's cache folder, so that a file that has not changed is not read again.

It is never believed over the files: a row counts only while its file is the very one that was read, a row that does not
carry its own checksum is none, and without the index every answer is the same. No personal data are in it.
"""
