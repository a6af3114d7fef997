"""The codebook, for people and for programs, and the labels of codes in bokmål and nynorsk."""
