"""The city's work: apps that never import each other."""
