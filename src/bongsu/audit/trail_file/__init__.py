"""The trail as a file, for a reason."""
