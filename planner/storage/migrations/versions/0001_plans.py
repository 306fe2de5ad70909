"""Plans and the tree of their edits."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables; the plan's pointers into its edits come last, for the tables need each other."""
    op.create_table(
        "plans",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "edits",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("plan", sa.String(40), sa.ForeignKey("plans.id"), nullable=False, index=True),
        sa.Column("parent", sa.Integer, sa.ForeignKey("edits.id"), index=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("label_da", sa.Text, nullable=False),
        sa.Column("label_en", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True)),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("plans", recreate="auto") as plans:
        plans.add_column(sa.Column("head", sa.Integer))
        plans.add_column(sa.Column("saved", sa.Integer))
        plans.create_foreign_key("plan_head", "edits", ["head"], ["id"])
        plans.create_foreign_key("plan_saved", "edits", ["saved"], ["id"])


def downgrade() -> None:
    """Take the tables away again."""
    with op.batch_alter_table("plans") as plans:
        plans.drop_column("head")
        plans.drop_column("saved")
    op.drop_table("edits")
    op.drop_table("plans")
