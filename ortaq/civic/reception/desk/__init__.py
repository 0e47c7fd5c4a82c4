"""The officials' side of an appeal: the case, and one page per deed."""
