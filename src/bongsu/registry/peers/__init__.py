"""Cameras in the form in which centres tell each other of them, in SQL."""
