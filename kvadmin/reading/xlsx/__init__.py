"""Reading .xlsx and .xlsm from the XML itself, with everything that carries meaning in a list kept by hand."""
