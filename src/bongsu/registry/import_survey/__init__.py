"""현장실사: what people found at the poles, above all which way each camera looks. No published file overrules it."""

from bongsu.registry.import_survey.report import SurveyReport
from bongsu.registry.import_survey.run import import_survey, take_surveys

__all__ = ["SurveyReport", "import_survey", "take_surveys"]
