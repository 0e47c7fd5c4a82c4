"""Django's SQLite, with writers who stand close together in the line: the engine of the embedded desk."""
