"""A node's folder as one file, and back: `make.py` takes it while the node runs, `restore.py` fills an empty folder."""
