"""Reading contact cards (vCard 2.1, 3.0 and 4.0) as the table that an importer of contacts reads."""
