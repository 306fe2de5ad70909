"""The cheapest sets of changes after which every student has a way through the lesson, with a choice."""
