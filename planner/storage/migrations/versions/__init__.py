"""One file per form of the database, numbered."""
