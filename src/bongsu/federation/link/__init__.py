"""The federation process: a nats-server of its own, a gateway and a heartbeat. It holds no database."""
