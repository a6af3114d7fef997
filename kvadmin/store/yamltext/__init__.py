"""YAML as text: its events with their places, edits cut into it, and the proof of each edit."""
