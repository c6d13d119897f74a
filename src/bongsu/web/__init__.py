"""Application assembly, problems, console files."""
