"""Names behind the trail's person ids, opened by two roles together."""
