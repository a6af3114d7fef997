"""What comes after sending: the journal, prints, delivery reports."""
