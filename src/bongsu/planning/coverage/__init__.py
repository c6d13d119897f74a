"""What cameras see of the points: range, field of view, reach of pan and tilt, buildings in the way."""
