"""Ways to get pictures out of a camera, behind one small interface."""
