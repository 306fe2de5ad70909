"""Whose a document is, whom it is shared with, which class it is for, and how far it is."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; what was made before accounts belongs to the one person of this machine."""
    op.create_table(
        "classes",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("owner", sa.String(40), nullable=False, index=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("ends", sa.Date, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
    )
    # Columns one by one: recreating a table others point to would not pass SQLite's foreign keys.
    op.add_column("documents", sa.Column("owner", sa.String(40), nullable=False, server_default="local"))
    op.add_column("documents", sa.Column("library", sa.DateTime(timezone=True)))
    op.add_column("documents", sa.Column("status", sa.String(20), nullable=False, server_default="draft"))
    lesson_of = sa.Column("class_id", sa.String(40), sa.ForeignKey("classes.id", name="plan_class"))
    op.add_column("documents", lesson_of, inline_references=True)
    op.add_column("documents", sa.Column("source", sa.String(40)))
    op.create_index("ix_documents_owner", "documents", ["owner"])
    op.create_index("ix_documents_class_id", "documents", ["class_id"])
    op.create_index("ix_documents_source", "documents", ["source"])
    op.create_table(
        "shares",
        sa.Column("document", sa.String(40), sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("account", sa.String(40), sa.ForeignKey("accounts.id"), primary_key=True, index=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "moves",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("document", sa.String(40), sa.ForeignKey("documents.id"), nullable=False, index=True),
        sa.Column("before", sa.String(20), nullable=False),
        sa.Column("after", sa.String(20), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Whose a document is would be lost, and everybody could read everything: there is no way back."""
    message = "Documents have no owner before this migration: restore a copy of the database instead."
    raise NotImplementedError(message)
