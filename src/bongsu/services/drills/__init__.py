"""Exercises (훈련) of any linked service: begun by two hands' knowledge, joined by people, scored at their end."""
