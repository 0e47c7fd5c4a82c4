"""What officials, jurors and applicants are asked, turned into values or a sentence about what is missing."""
