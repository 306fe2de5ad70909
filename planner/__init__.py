"""The planner for inclusive classrooms."""
