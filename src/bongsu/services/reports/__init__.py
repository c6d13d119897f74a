"""다매체 119·112 신고: what an operator reports by a key."""
