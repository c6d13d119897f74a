"""The trail's tree as it is kept: tiles, signed checkpoints, witnesses, and the proofs made of them."""
