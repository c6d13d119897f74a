"""States of a site as people read them."""

from bongsu.planning.words import SiteState

_WORDS = {
    SiteState.PROPOSED: ("후보", "Proposed"),
    SiteState.SCORED: ("선정", "Selected"),
    SiteState.FIELD_SURVEY: ("현장실사", "Field survey"),
    SiteState.HEARING: ("행정예고", "Public notice"),
    SiteState.BUDGETED: ("예산 배정", "Budget"),
    SiteState.DESIGN: ("설계", "Design"),
    SiteState.INSTALLED: ("설치", "Installation"),
    SiteState.SIGNED: ("안내판 설치", "Sign"),
    SiteState.ACCEPTED: ("준공", "Acceptance"),
    SiteState.REJECTED: ("제외", "Rejected"),
}


def words_of(state: SiteState) -> tuple[str, str]:
    """Korean and English."""
    return _WORDS[state]
