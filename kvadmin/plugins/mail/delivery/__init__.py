"""Sending: the run, its pace, and the transports."""
