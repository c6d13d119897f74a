"""`bongsu bench call`: from an emergency call to the picture, on real processes."""
