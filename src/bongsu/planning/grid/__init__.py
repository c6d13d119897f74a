"""National grid (EPSG:5179), 100 m cells and the points that a plan is measured on."""
