"""What several services need; none of them imports another."""
