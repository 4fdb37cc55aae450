"""The phone simulator, for development and staff training. Never mounted in production."""

from phone.simulator import PhoneText, Simulator
from phone.web import blueprint

__all__ = ["PhoneText", "Simulator", "blueprint"]
