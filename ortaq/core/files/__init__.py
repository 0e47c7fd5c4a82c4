"""Photos and documents: checked by content, stripped of EXIF, private until cleared."""
