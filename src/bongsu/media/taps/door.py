"""`/tap`: where analytics workers come for the pictures of the cameras they have leased."""
