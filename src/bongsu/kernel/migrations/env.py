"""Alembic's entry: one connection, one transaction; beside a running node it waits for the node's."""

from alembic import context
from sqlalchemy import create_engine

from bongsu.kernel.dialects.postgresql import CONNECT, TAKE_WRITER_LOCK, must_be_fit

url = context.config.get_main_option("sqlalchemy.url")
assert url is not None
on_server = url.startswith("postgresql")
engine = create_engine(url, hide_parameters=True, connect_args=CONNECT if on_server else {})
with engine.connect() as connection:
    if on_server:
        must_be_fit(connection)
        connection.exec_driver_sql(TAKE_WRITER_LOCK)
    context.configure(connection=connection, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
