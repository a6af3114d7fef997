"""Whom a mailing goes to and what each letter says."""
