"""The run that made a revision: an undo takes back all that one message did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("revisions", sa.Column("run", sa.Integer))


def downgrade() -> None:
    op.drop_column("revisions", "run")
