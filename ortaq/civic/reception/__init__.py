"""The public reception: an appeal from the first word to a published answer."""
