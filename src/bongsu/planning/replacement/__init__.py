"""Which over-age cameras to replace first: risk removed per won."""
