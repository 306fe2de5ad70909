"""Settings for all tests."""

from hypothesis import settings

# How long an example takes depends on what else the machine does: speed is for the benchmarks.
settings.register_profile("planner", deadline=None)
settings.load_profile("planner")
