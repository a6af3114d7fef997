"""What can stand where a person presses Tab: commands, options, words and names; asked by the scripts of the shells."""
