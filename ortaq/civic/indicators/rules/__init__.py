"""What indicators are, how they are counted, and who keeps them. Plain Python."""
