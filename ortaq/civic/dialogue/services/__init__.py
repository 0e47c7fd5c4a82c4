"""The only writers of the dialogue."""
