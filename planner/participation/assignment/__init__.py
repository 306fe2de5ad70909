"""The assignment: every student on one option per phase, proven and repeatable, conflicts in words."""
