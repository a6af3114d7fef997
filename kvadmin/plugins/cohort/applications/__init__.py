"""One application: what it must contain, what it lacks, the state that follows, its scores."""
