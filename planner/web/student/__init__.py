"""What a student meets: plain pages of their own, without an account and without a name."""
