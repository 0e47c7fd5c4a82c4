"""Comments and support on a matter."""
