"""One's own account: the password one chooses, the sessions one has open, the ways to unlock."""
