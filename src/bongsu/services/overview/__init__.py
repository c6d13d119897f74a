"""The page of the linked services: what runs here, by which law, and what was left out."""
