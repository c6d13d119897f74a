"""Where a site could stand, on what, at what price, and what it would see."""
