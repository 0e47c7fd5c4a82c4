"""What the queue runs for the dialogue: each reads the clock and makes one service call."""
