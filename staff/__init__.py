"""The web console: where staff see every package from request to mailbox, and step in."""
