"""One district with simulated cameras and scripted calls."""
