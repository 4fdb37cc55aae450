"""The whole conversation: what reminders, loops and the reconciler keep."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    pass
