"""The visit report."""
