"""The mailroom: packages made, queued, printed and mailed."""
