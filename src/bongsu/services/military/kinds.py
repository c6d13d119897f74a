"""The closed list of what an order (작전·훈련 명령) may be for (dossier §1.2 [N7]); nothing else is known in peacetime."""

KINDS = {
    "INTEGRATED_DEFENCE": ("통합방위사태", "Integrated defence situation"),
    "ALERT_POSTURE": ("경계태세 2급 이상", "Alert posture, second degree or higher"),
    "DEFENCE_EXERCISE": ("통합방위훈련", "Integrated defence exercise"),
    "GOVERNMENT_EXERCISE": ("을지연습 등 정부훈련", "Government exercise (Ulchi)"),
    "COMBINED_EXERCISE": ("한미연합연습", "Combined exercise with the United States"),
    "TERROR": ("테러", "Terror"),
    "RELIEF": ("재난·구급 지원", "Disaster relief and rescue"),
}
EXERCISES = frozenset({"DEFENCE_EXERCISE", "GOVERNMENT_EXERCISE", "COMBINED_EXERCISE"})
