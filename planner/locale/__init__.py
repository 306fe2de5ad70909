"""Danish and English message catalogues."""
