"""Comments and notes of sparring."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "reviewed",
        sa.Column("move", sa.Integer, sa.ForeignKey("moves.id"), primary_key=True),
        sa.Column("edit", sa.Integer, sa.ForeignKey("edits.id"), nullable=False),
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("document", sa.String(40), sa.ForeignKey("documents.id"), nullable=False, index=True),
        sa.Column("edit", sa.Integer, sa.ForeignKey("edits.id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("ids", sa.Text, nullable=False),
        sa.Column("place_da", sa.Text, nullable=False),
        sa.Column("place_en", sa.Text, nullable=False),
        sa.Column("answers", sa.Integer, sa.ForeignKey("comments.id"), index=True),
        sa.Column("author", sa.String(40), nullable=False, index=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "comment_texts",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("comment", sa.Integer, sa.ForeignKey("comments.id"), nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "comment_marks",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("comment", sa.Integer, sa.ForeignKey("comments.id"), nullable=False, index=True),
        sa.Column("mark", sa.String(20), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("document", sa.String(40), sa.ForeignKey("documents.id"), nullable=False, index=True),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("author", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "proposals",
        sa.Column("document", sa.String(40), sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("plan", sa.String(40), sa.ForeignKey("documents.id"), nullable=False, index=True),
        sa.Column("start", sa.Integer, sa.ForeignKey("edits.id"), nullable=False),
        sa.Column("author", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Take the tables away again."""
    for table in ("proposals", "notes", "comment_marks", "comment_texts", "comments", "reviewed"):
        op.drop_table(table)
