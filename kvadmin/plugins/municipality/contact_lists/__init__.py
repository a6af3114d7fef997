"""The office's address list: its columns, what a row says of whom, and what becomes of it in the register."""
