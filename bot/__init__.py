"""The conversation: what a text or a call means, and what we answer."""
