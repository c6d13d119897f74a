"""What a centre sets about alerts and water levels."""

import msgspec


class DisasterSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Environment: `BONGSU_DISASTER_<FIELD>`."""

    preparatory_words: str = "예비특보,사전예고,preparatory,outlook"
    """Comma-separated: an alert whose event or headline has one of them is ahead of the event and opens nothing.
    Add the words that your sender uses."""
    hours_without_expiry: int = 24
    """How long an alert holds that names no end; shorten it where your sender repeats its alerts."""
    sensor_opens: bool = False
    """True: a water level at its alarm opens the disaster room's wall by the clause; else the room is asked for one key."""
    falling_minutes: int = 20
    """How long a level must have stayed below its alarm before the incident ends; lengthen it where streams swing."""
    sensor_silent_minutes: int = 30
    """After this long without a reading a sensor is shown as silent. Silence never ends anything."""

    @property
    def words_of_preparation(self) -> tuple[str, ...]:
        return tuple(
            word.strip().casefold() for word in self.preparatory_words.split(",") if word.strip()
        )
