"""Records everybody shares, from the ground up."""
