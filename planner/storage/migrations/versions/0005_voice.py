"""The students' voice: rounds, answers, words and what came of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("code", sa.String(12), nullable=False, unique=True),
        sa.Column("plan", sa.String(40), sa.ForeignKey("documents.id"), nullable=False, index=True),
        sa.Column("edit", sa.Integer, sa.ForeignKey("edits.id"), nullable=False),
        sa.Column("age", sa.String(8), nullable=False),
        sa.Column("layouts", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("closed", sa.DateTime(timezone=True)),
        sa.Column("expected", sa.Integer),
        sa.Column("shared", sa.Boolean, nullable=False),
    )
    # Without row numbers nothing says in which order answers came.
    op.create_table(
        "answers",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("round", sa.String(40), sa.ForeignKey("rounds.id"), nullable=False, index=True),
        sa.Column("device", sa.String(64)),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("released", sa.Text, nullable=False),
        sa.UniqueConstraint("round", "device", name="one_answer"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "words",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("round", sa.String(40), sa.ForeignKey("rounds.id"), nullable=False, index=True),
        sa.Column("answer", sa.String(40), sa.ForeignKey("answers.id"), nullable=False, index=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "replies",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("round", sa.String(40), sa.ForeignKey("rounds.id"), nullable=False, index=True),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("did", sa.Text, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("edit", sa.Integer, sa.ForeignKey("edits.id")),
        sa.Column("check_da", sa.Text),
        sa.Column("check_en", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Take the tables away again."""
    for table in ("replies", "words", "answers", "rounds"):
        op.drop_table(table)
