"""Locks of a revision; the revision that an order's addresses are read against."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # No batch: it would drop and rebuild the tables, and what hangs on their rows would go with them.
    op.add_column("revisions", sa.Column("locks", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("runs", sa.Column("base", sa.Integer))


def downgrade() -> None:
    op.drop_column("runs", "base")
    op.drop_column("revisions", "locks")
