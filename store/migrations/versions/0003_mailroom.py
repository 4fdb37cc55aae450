"""The mailroom: batches, returned mail, vendors, alarms."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    pass
