"""What people type about public works, turned into values or into sentences about what is missing."""
