"""The phone simulator, for development and staff training. Never mounted in production."""

from phone.simulator import ClockStays, PhoneText, Simulator, Standing
from phone.web import blueprint

__all__ = ["ClockStays", "PhoneText", "Simulator", "Standing", "blueprint"]
