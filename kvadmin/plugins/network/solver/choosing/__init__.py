"""What a planner chooses: sizes near a target, and splits of which none is worse than another in everything."""
