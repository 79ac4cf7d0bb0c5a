"""Home visits: planned with their case, taken on, reported even without a network, seen through."""
