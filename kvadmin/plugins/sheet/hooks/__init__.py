"""What the network plugin answers when it is asked by a hook."""
