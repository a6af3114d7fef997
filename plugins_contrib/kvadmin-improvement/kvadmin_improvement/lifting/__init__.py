"""Steps that lift the records of older versions, one module each."""
