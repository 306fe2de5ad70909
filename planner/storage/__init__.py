"""The database: plans and their versions."""
