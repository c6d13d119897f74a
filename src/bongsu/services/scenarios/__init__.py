"""The demo's scenario panel: the node asks the demo beside it, which holds the credentials; a real node has none."""
