"""The whole site: its files made, and written into a folder whole or not at all."""
