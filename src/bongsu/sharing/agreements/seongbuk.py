"""성북구's agreement of August 2023: the mayor with 성북서, 종암서 and 성북소방서; and the district's own 재난안전상황실.

The text of the real agreement is not public: parties and month are (dossier §2.1), articles and values are ours.
"""

from importlib.resources import files

from bongsu.sharing.document import read_agreement

CENTRE = "SEONGBUK"
POLICE_SEONGBUK = "KNPA.SEOUL.SEONGBUK"
POLICE_JONGAM = "KNPA.SEOUL.JONGAM"
FIRE_SEONGBUK = "NFA.SEOUL.SEONGBUK"
DISASTER_ROOM = "SEONGBUK.DISASTER"

SEONGBUK_2023_08 = read_agreement(
    files("bongsu.sharing").joinpath("agreements", "seongbuk-2023-08.toml").read_bytes()
)
