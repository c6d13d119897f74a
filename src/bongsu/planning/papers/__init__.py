"""The plan on paper: an internal and a public edition, GeoJSON and XLSX."""
