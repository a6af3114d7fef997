"""Is it getting better? Goals judged by what the process shows, not by its last figure."""
