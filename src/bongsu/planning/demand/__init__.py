"""How much each cell needs a camera, and why."""
