"""Ten thousand random conversations through the rule, and hundreds through the real door."""

from __future__ import annotations

import os
import subprocess
import sys

if __name__ == "__main__":
    environment = os.environ | {"CONVERSATIONS": "10000"}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "--durations=5", "tests/bot/test_conversations.py"]
    sys.exit(subprocess.run(command, env=environment, check=False).returncode)
