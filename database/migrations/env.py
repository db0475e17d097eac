"""How Alembic runs our migrations: inside the connection and the transaction that `open_database` holds."""

from alembic import context

from database import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
