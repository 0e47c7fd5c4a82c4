"""The organisers' side of a contest, and the jury's room."""
