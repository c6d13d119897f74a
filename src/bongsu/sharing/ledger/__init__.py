"""이용·제공 대장: one row for every provision of pictures, written by the machine in the deed's own transaction."""
