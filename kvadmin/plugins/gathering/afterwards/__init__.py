"""Commands for what comes after a gathering: feedback and certificates."""
