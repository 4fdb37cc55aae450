"""The console: exceptions, users, second factor."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    pass
