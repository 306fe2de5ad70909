"""Recommendation 7: the layout, the room graph, routes, sight, sound, air and space."""
