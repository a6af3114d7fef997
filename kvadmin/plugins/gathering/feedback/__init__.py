"""Feedback on gatherings: the form, the answers without names, and what they say together."""
