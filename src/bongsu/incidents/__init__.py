"""Open, follow, direct and close an incident; the feed."""
