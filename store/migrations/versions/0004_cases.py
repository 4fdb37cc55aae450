"""Case status and what protects all data: the directory, tries, audit, retention."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    pass
