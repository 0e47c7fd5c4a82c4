"""Every question about appeals. Lists come in a fixed number of SQL statements, whatever their length."""
