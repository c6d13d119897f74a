"""The door by which linked systems read the catalogue: OGC API – Features, and plain GeoJSON with versions."""
