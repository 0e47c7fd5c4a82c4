"""What the queue runs for plans: each reads the clock and makes one service call."""
