"""How the service and its partner's system are called."""

CODE = "MILITARY"
SYSTEM = "MND"
NAME = ("군 작전·훈련 지원", "Army operations and exercises")
# an order has an area, no point; what an operation is about is not for the centre's screens
UNSAID = frozenset(
    {"location", "responders", "incident.summary_ko", "incident.code", "legal.requester"}
)
