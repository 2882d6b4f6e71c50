"""The trained reader: a small encoder with heads for acts, roles, status and quotes, and rules on top."""
