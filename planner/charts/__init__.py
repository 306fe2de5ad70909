"""Domain objects in, Altair charts out."""
