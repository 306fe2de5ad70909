"""The check: options, verdicts, barriers, paths and transitions."""
