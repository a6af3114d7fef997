"""What keeps the bytes of a programme, behind one interface: a folder of files, or what a plugin brings."""
