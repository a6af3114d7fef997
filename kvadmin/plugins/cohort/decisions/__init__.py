"""The admission rule's side towards the programme folder: its inputs from records, its decisions written down."""
