"""How it runs: settings, logs, the supervisor, the clock, the workers, the demo."""
