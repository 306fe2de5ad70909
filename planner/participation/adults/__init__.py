"""Adults: where each of them is, what they see and reach, and what breaks without one of them."""
