"""Why an application was decided as it was, from its protocol alone: what decided, and what would have changed it."""
