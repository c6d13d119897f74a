"""Planning: where the next cameras go, what they cost and who pays, which old ones are replaced."""
