"""Belonging: how long each student is with the class, and what they have to choose from."""
