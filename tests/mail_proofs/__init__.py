"""Proofs of the letters through the real command line: crashes, the journal, mail programs and a mail server."""
