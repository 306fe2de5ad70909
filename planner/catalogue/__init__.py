"""What is known: prerequisites, supports, furniture, rules and thresholds, with their sources."""
