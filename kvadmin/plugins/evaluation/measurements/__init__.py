"""The values of the indicators: their files, reading them from office files, and judging them."""
