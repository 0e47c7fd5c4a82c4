"""What people typed, turned into values or into a sentence about what is missing."""
