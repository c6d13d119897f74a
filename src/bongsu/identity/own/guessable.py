"""Words that anybody tries first; a password of nothing but these, digits and signs is refused (ASVS 6.1.2, 6.2.11)."""

import re

# the heads of published lists of used passwords, and what this place and this work are called
_WORDS = (
    "password|passwd|pass|admin|administrator|root|user|guest|login|welcome|letmein|changeme|secret|"
    "master|test|temp|default|server|system|hello|iloveyou|love|sunshine|princess|dragon|monkey|"
    "football|baseball|superman|batman|qwertyuiop|qwerty|asdfghjkl|asdf|zxcvbnm|qazwsxedc|qazwsx|"
    "abcdefghij|abcdef|abc|korea|seoul|seongbuk|bongsu|cctv|police|fire|centre|center|control|operator|"
    "dkssud|dkagh|qlalfqjsgh|비밀번호|암호|관리자|대한민국|서울|성북구|성북|봉수|관제센터|관제|경찰|소방|안녕하세요"
)
_ONLY_WORDS = re.compile(f"(?:{_WORDS})+")
_SIGNS = re.compile(r"[\W\d_]+")
_RUNS = ("01234567890123456789", "98765432109876543210")


def is_guessable(plain: str) -> bool:
    """`plain`: case-folded."""
    letters = _SIGNS.sub("", plain)
    if letters:
        return _ONLY_WORDS.fullmatch(letters) is not None
    digits = re.sub(r"\D", "", plain)
    return bool(digits) and any(digits in run for run in _RUNS)
