"""Whether districts that work alone and together keep up, lose nothing, and stay light."""
