"""What several commands do with rows that wait for a person, and with lists that come again."""
