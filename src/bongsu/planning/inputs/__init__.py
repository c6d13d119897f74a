"""What a plan is drawn from, out of files or out of the node, as one value."""
