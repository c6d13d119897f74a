"""비상벨: a button at a pole in the street."""
