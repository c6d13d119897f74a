"""The one door for messages from linked systems."""
