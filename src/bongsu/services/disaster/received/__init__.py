"""What the disaster room reads of the alerts that came in, those that were refused among them."""
