"""여성 안심귀가와 SOS: trips that nobody sees until something is wrong, and calls for help from a phone."""
