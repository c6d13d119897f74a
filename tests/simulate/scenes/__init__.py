"""The drawn scenes."""
