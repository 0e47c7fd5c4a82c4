"""The only writers of contests, applications, juries and what follows."""
