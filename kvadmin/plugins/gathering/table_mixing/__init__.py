"""Table groups over several rounds: different networks together, nobody meets anybody twice where that can be."""
