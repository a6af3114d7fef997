"""What stands on each kind of page: facts of the programme, texts of the secretariat, and the words of the frame."""
