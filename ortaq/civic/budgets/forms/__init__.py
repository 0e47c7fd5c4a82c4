"""What people and officials type about a budget."""
