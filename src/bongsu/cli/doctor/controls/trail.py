"""The trail: whole, signed, seen by others, and backed up."""

from datetime import datetime, timedelta

from bongsu.cli.doctor.control import (
    Control,
    Facts,
    Finding,
    fails,
    not_applicable,
    passes,
    warns,
)

_CHECKPOINT_WITHIN = timedelta(hours=1)
_BACKUP_WITHIN = timedelta(days=7)
_CLOCKS_DIFFER = timedelta(seconds=5)


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def trail_verifies(facts: Facts) -> Finding:
    if facts.verdict is None:
        return not_applicable("no trail yet")
    if not facts.verdict.ok:
        return fails(
            f"row {facts.verdict.first_bad_sequence}: {facts.verdict.why}",
            "keep the folder as it is: it is evidence; compare with the last backup",
        )
    rows, since = facts.verdict.rows, facts.verdict.since
    if since:
        return passes(
            f"{rows} rows, each after row {since} as it was written, those before as signed"
        )
    return passes(f"{rows} rows, each as it was written")


def head_file(facts: Facts) -> Finding:
    if facts.verdict is None or facts.started is None:
        return not_applicable("the node never ran here")
    if not facts.verdict.head_file:
        return fails("trail.head is gone", "find out who removed it; the node writes a new one")
    return passes("trail.head remembers how far the trail had come")


def checkpoint_fresh(facts: Facts) -> Finding:
    if facts.started is None or not facts.book("trail_rows"):
        return not_applicable("the node never ran here")
    signed, rows = facts.book("checkpoint_size"), facts.book("trail_rows")
    at, last = _moment(facts.books.get("checkpoint_at")), _moment(facts.books.get("trail_at"))
    if at is None:
        return fails("no checkpoint was ever signed", "start the node; its log says what is wrong")
    if signed < rows and last is not None and facts.now - last > _CHECKPOINT_WITHIN:
        return fails(f"signed to row {signed} of {rows}", "start the node; see its log")
    return passes(f"signed to row {signed} of {rows}")


def witnessed(facts: Facts) -> Finding:
    if not facts.book("witnesses"):
        return warns(
            "no other centre witnesses this trail",
            "exchange keys with a neighbour: without one, this machine's owner could rewrite all",
        )
    return passes(f"{facts.book('witnesses')} witnesses")


def clock_not_behind(facts: Facts) -> Finding:
    last = _moment(facts.books.get("trail_at"))
    if last is None:
        return not_applicable("no trail yet")
    if facts.now + _CLOCKS_DIFFER < last:
        return fails(
            f"the clock stands before the trail's last row ({last.isoformat()})",
            "set the clock: until then every lending is refused",
        )
    return passes("the clock stands behind the trail's last row")


def backed_up(facts: Facts) -> Finding:
    if not facts.book("trail_rows"):
        return not_applicable("nothing to back up yet")
    at = _moment(facts.books.get("backup_at"))
    if at is None:
        return warns("never backed up", "bongsu backup --out FILE, each night")
    age = facts.now - at
    if age > _BACKUP_WITHIN:
        return warns(f"last backed up {age.days} days ago", "bongsu backup --out FILE, each night")
    return passes(f"backed up {at.date().isoformat()}")


def agreements_alive(facts: Facts) -> Finding:
    end = _moment(facts.books.get("agreement_ends"))
    if end is None:
        return not_applicable("no agreement with an end is signed")
    days = (end - facts.now).days
    if days < 30:
        return warns(f"an agreement ends in {days} days", "sign its next version in time")
    return passes(f"the next agreement ends in {days} days")


CONTROLS = (
    Control(
        "trail-verifies",
        "Every row of the trail is as it was written",
        "a court could trust none of them",
        trail_verifies,
        is_basic=True,
    ),
    Control(
        "head-file",
        "The head file stands beside the database",
        "a trail that was cut short would not show",
        head_file,
    ),
    Control(
        "checkpoint-fresh",
        "The trail's last rows are under a signed checkpoint",
        "what is not signed can still be changed unseen",
        checkpoint_fresh,
        is_basic=True,
    ),
    Control(
        "witnessed",
        "Another centre witnesses the trail",
        "whoever owns the machine could rewrite everything",
        witnessed,
    ),
    Control(
        "clock-not-behind",
        "The clock has not gone back behind the trail",
        "agreements and grants would live again",
        clock_not_behind,
        is_basic=True,
    ),
    Control(
        "backed-up",
        "A backup was made within a week",
        "a broken disk would take the trail with it",
        backed_up,
        is_basic=True,
    ),
    Control(
        "agreements-alive",
        "No signed agreement ends within 30 days",
        "from its end on every lending is refused",
        agreements_alive,
        is_basic=True,
    ),
)
