"""Kinds of disaster, and which one the words of an alert's event mean. Pure; our own list, no public one exists."""

from bongsu.services.disaster.cap.alert import Info

CROWD = "CROWD"
PREPARATORY = "PREPARATORY"
FLOOD = "FLOOD"
CATEGORIES = {
    FLOOD: ("침수·홍수", "Flood"),
    "HEAVY_RAIN": ("호우", "Heavy rain"),
    "TYPHOON": ("태풍", "Typhoon"),
    "STORM": ("강풍·풍랑", "Storm"),
    "SNOW": ("대설", "Heavy snow"),
    "COLD": ("한파", "Cold wave"),
    "HEAT": ("폭염", "Heat wave"),
    "WILDFIRE": ("산불", "Wildfire"),
    "LANDSLIDE": ("산사태", "Landslide"),
    "EARTHQUAKE": ("지진", "Earthquake"),
    "FIRE": ("대형화재", "Large fire"),
    "COLLAPSE": ("붕괴", "Collapse"),
    "HAZMAT": ("유해물질 유출", "Hazardous material"),
    "OTHER": ("기타 재난", "Other disaster"),
    # 인파 and 예비특보 are known so that a refusal can name them (dossier §12.5)
    CROWD: ("인파 밀집", "Crowding"),
    PREPARATORY: ("예비특보", "Preparatory warning"),
}
# the first that is found; what is more exact stands first
_WORDS = (
    (CROWD, ("인파", "crowd")),
    ("LANDSLIDE", ("산사태", "landslide", "mudslide")),
    ("WILDFIRE", ("산불", "wildfire", "forest fire")),
    (FLOOD, ("침수", "홍수", "범람", "flood")),
    ("EARTHQUAKE", ("지진", "earthquake")),
    ("TYPHOON", ("태풍", "typhoon", "hurricane")),
    ("HEAVY_RAIN", ("호우", "폭우", "heavy rain", "rainstorm")),
    ("SNOW", ("대설", "폭설", "snow", "blizzard")),
    ("COLD", ("한파", "cold wave", "freeze")),
    ("HEAT", ("폭염", "heat")),
    ("STORM", ("강풍", "풍랑", "뇌우", "storm", "wind")),
    ("COLLAPSE", ("붕괴", "collapse")),
    ("HAZMAT", ("유해", "화학", "가스", "chemical", "hazardous", "gas leak")),
    ("FIRE", ("화재", "fire")),
)


def category_of(info: Info) -> str:
    """By the event's words; what nobody knows is another disaster, not none."""
    said = info.event.casefold()
    for category, words in _WORDS:
        if any(word in said for word in words):
            return category
    return "OTHER"
