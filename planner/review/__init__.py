"""Sparring: comments that stay put, the template of a review, and what several plans show together."""
