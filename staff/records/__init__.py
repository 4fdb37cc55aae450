"""The room's SQL, a module a topic. Nobody else in it speaks to the tables."""
