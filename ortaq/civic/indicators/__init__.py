"""What the city measures: one store of values, many frameworks; where it stands against its targets and the world."""
