"""Run the migrations on the connection the planner hands over."""

from alembic import context

from planner.storage import account_tables, review_tables, voice_tables

# Every module of tables is named, so that the metadata knows them all.
METADATA = (account_tables.METADATA, review_tables.METADATA, voice_tables.METADATA)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA[0],
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
