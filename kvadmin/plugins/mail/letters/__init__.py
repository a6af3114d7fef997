"""The letters themselves: files in both language forms, the library, the proof that a pair says the same."""
