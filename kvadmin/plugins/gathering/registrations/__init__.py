"""Who is registered: people, their needs, files of registrations, and the order in which they stand on lists."""
