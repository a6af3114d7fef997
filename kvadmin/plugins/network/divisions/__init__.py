"""A division into networks as people see it: named, stored, shown, drawn and handed out."""
