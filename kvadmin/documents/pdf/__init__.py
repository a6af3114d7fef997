"""Tagged PDF (PDF/UA-1) by typst: the document model, and templates of plugins (badges, charts)."""
