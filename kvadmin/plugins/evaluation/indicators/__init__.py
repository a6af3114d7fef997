"""What is measured: the definitions of indicators."""
