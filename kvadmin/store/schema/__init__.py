"""Records by their schema: from texts to typed values, faults with their places, differences."""
