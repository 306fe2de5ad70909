"""The planner for inclusive classrooms: can every student take part, in more than one way?"""
