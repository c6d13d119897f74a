"""In which order a scored cell tells its parts."""

PARTS = ("watch", "crime", "environment", "dark", "children", "requests", "factor")
