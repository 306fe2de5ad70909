"""Recommendations 5 and 6: the lesson model, its structure rules, adults and co-teaching."""
