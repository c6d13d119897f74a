"""Police requests and residents' complaints about missing cameras, from form to letter."""
