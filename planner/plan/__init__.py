"""The plan as one whole: edits, differences in participation terms."""
