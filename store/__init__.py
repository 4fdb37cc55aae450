"""Tables, encrypted columns, the unit of work and the outbox: everything that outlives a process."""
