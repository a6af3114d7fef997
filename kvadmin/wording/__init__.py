"""Norwegian: how names sort and fold, how persons are filed, and how dates and numbers are written."""
