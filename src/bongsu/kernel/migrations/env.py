"""Alembic's entry: one connection, one transaction; beside a running node it waits for the node's."""

from alembic import context
from sqlalchemy import create_engine

from bongsu.kernel.dialects.postgresql import TAKE_WRITER_LOCK, must_be_fit

url = context.config.get_main_option("sqlalchemy.url")
assert url is not None
engine = create_engine(url, hide_parameters=True)
with engine.connect() as connection:
    if engine.dialect.name == "postgresql":
        must_be_fit(connection)
        connection.exec_driver_sql(TAKE_WRITER_LOCK)
    context.configure(connection=connection, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
