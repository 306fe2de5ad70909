"""Layouts and templates beside plans, titles that undo with their edit, commands done once, pictures.

Written in statements SQLite and PostgreSQL share: recreating a table others point to would not pass the
foreign keys.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Turn plans into documents of a kind, and add what documents need."""
    op.drop_index("ix_edits_plan", "edits")
    op.rename_table("plans", "documents")
    op.execute("ALTER TABLE edits RENAME COLUMN document TO content")
    op.execute("ALTER TABLE edits RENAME COLUMN plan TO document")
    op.create_index("ix_edits_document", "edits", ["document"])
    op.add_column("edits", sa.Column("title", sa.String(200), nullable=False, server_default=""))
    op.add_column("edits", sa.Column("version_name", sa.String(80)))
    op.execute("UPDATE edits SET title = (SELECT title FROM documents WHERE documents.id = edits.document)")
    op.execute("ALTER TABLE documents DROP COLUMN title")
    op.add_column("documents", sa.Column("kind", sa.String(20), nullable=False, server_default="plan"))
    op.add_column("documents", sa.Column("removed", sa.DateTime(timezone=True)))
    op.create_table(
        "commands",
        sa.Column("document", sa.String(40), sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("client", sa.String(40), primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("head", sa.Integer, sa.ForeignKey("edits.id"), nullable=False),
    )
    op.create_table(
        "images",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Go back to plans alone; layouts and templates would have no table, so there is no way back."""
    message = (
        "Layouts and templates have no table before this migration: restore a copy of the database instead."
    )
    raise NotImplementedError(message)
