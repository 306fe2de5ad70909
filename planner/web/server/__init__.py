"""What surrounds the pages: the gate, warm-up, headers, the language of a request and small routes."""
