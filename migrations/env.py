"""Alembic's environment: it works on the connection that surveyapp.db hands over, inside its transaction."""

from alembic import context

from surveyapp.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
