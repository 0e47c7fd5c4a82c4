"""Which acts are moments of a thread, act by act: said → discussed → decided → built → measured."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ortaq.civic.budgets import acts as budget
from ortaq.civic.contests import acts as contest
from ortaq.civic.dialogue import acts as dialogue
from ortaq.civic.indicators import acts as indicator
from ortaq.civic.indicators.rules import periods
from ortaq.civic.indicators.templatetags.indicators import period_name
from ortaq.civic.plans import acts as plan
from ortaq.civic.plans.templatetags.plans import STAGES as PLAN_STAGES
from ortaq.civic.plans.templatetags.village import STATES as MEASURE_STATES
from ortaq.civic.reception import acts as appeal
from ortaq.civic.works import acts as work
from ortaq.civic.works.templatetags.works import MEASURES, amount_of, stage_name
from ortaq.core.journal import acts as journal
from ortaq.core.journal.threads import Facts, Part, Proof, Text, tell
from ortaq.core.ui.numbers import write_number
from ortaq.core.ui.templatetags.ui_fates import FATES
from ortaq.core.ui.templatetags.ui_formats import language

SAID, DISCUSSED, DECIDED, BUILT, MEASURED = Part
RECORD: Final = _("The count, for anyone to repeat")
RECORDS: Final = _("Check it yourself")
SHOWN: Final = _("What shows it")
PHOTOS: Final = _("Before and after")


def connect() -> None:
    """This will tell the journal which acts are moments: once at start."""
    _words()
    _votes()
    _plans()
    _works()
    _figures()


def _words() -> None:
    tell(appeal.OPENED, SAID, _("An appeal was filed"))
    tell(appeal.ANSWERED, DECIDED, _("The appeal was answered"))
    tell(appeal.FIXED, BUILT, _("What the appeal asked for was done"), _photo_of_fix)
    tell(dialogue.IDEA_POSTED, SAID, _("An idea was posted"))
    tell(dialogue.FORUM_HELD, DISCUSSED, _("A forum met"))
    tell(dialogue.MINUTES_PUBLISHED, DISCUSSED, _("The minutes of the forum were published"))
    tell(dialogue.GROUPS_FOUND, DISCUSSED, _("Groups of opinion were found"), _record_of_groups, newest=True)
    tell(dialogue.FATE_TOLD, DECIDED, _fate)
    tell(dialogue.FATE_GIVEN, DECIDED, _fate)
    tell(journal.GATHERED, DECIDED, _gathered)


def _votes() -> None:
    tell(budget.SUBMITTED, SAID, _("A project was handed in"))
    tell(budget.CHECKED, DISCUSSED, _("Experts checked the project"))
    tell(budget.WON, DECIDED, _("Residents voted for the project: it won"), _count_of_votes)
    tell(budget.LOST, DECIDED, _("Residents voted: other projects won"), _count_of_votes)
    tell(budget.PUBLISHED, DECIDED, _("The protocol of the vote was signed"))
    tell(contest.SUBMITTED, SAID, _("An application was sent in"))
    tell(contest.RESULT, DECIDED, _("The jury decided"))
    tell(contest.RESULTS_TOLD, DECIDED, _("The winners were announced"), _records_of_jury)
    tell(contest.AGREED, DECIDED, _("The grant agreement was signed"))


def _plans() -> None:
    tell(plan.REMARK_MADE, SAID, _("Somebody spoke about the plan"))
    tell(plan.REMARK_ANSWERED, DECIDED, _fate)
    tell(plan.GATHERING_HELD, DISCUSSED, _("Residents of the village met"))
    tell(plan.VERSION_PUBLISHED, DISCUSSED, _("A version of the plan was published"))
    tell(plan.STAGE_REACHED, DECIDED, _plan_stage)
    tell(plan.MEASURE_MOVED, BUILT, _measure)
    tell(plan.RESULT_REPORTED, MEASURED, _("What a measure has reached was told"), newest=True)
    tell(plan.REPORT_PUBLISHED, MEASURED, _("The report of the year was published"), newest=True)


def _works() -> None:
    tell(work.WORKSHOP_HELD, DISCUSSED, _("A workshop of residents met"))
    tell(work.CONCEPT_DRAWN, DISCUSSED, _("A concept was drawn"))
    tell(work.CONCEPT_BUILT_ON, DECIDED, _("The concept became a public work"))
    tell(work.OPENED, BUILT, _work_stage)
    tell(work.MOVED, BUILT, _work_stage, _what_shows_it)
    tell(work.STOPPED, BUILT, _("The work was stopped"))
    tell(work.PAIR_CHECKED, BUILT, _("Photos BEFORE and AFTER were checked"), _photos)
    tell(work.MEASURED, BUILT, _quantity)
    tell(work.INSPECTED, MEASURED, _("Residents went through the check-list"), newest=True)
    tell(work.RESULT_TOLD, MEASURED, _jobs)


def _figures() -> None:
    tell(indicator.TARGET_SET, MEASURED, _("The indicator has a target"), newest=True)
    tell(indicator.RECORDED, MEASURED, _figure, newest=True)
    tell(indicator.CORRECTED, MEASURED, _figure_corrected, newest=True)
    tell(indicator.COMPUTED, MEASURED, _figure_counted, newest=True)
    tell(indicator.VERIFIED, MEASURED, _figure_checked, newest=True)


def _fate(facts: Facts) -> Text:
    return _("The city answered: %(fate)s") % {"fate": FATES[facts["fate"]][0]}


def _plan_stage(facts: Facts) -> Text:
    return _("The plan reached the stage “%(stage)s”") % {"stage": PLAN_STAGES[facts["stage"]][0]}


def _work_stage(facts: Facts) -> Text:
    return _("Stage: %(stage)s") % {"stage": stage_name(facts["stage"], facts.get("kind", ""))}


def _count_of_votes(facts: Facts) -> tuple[Proof, ...]:
    return (Proof(RECORD, reverse("budgets:results", args=[facts["call"]])),)


def _records_of_jury(_facts: Facts) -> tuple[Proof, ...]:
    return (Proof(RECORDS, "#records"),)


def _record_of_groups(facts: Facts) -> tuple[Proof, ...]:
    return (Proof(RECORD, reverse("decisions:page", args=[facts["decision"]])),)


def _photo_of_fix(facts: Facts) -> tuple[Proof, ...]:
    return (Proof(PHOTOS, "#fixed"),) if facts.get("photo") else ()


def _what_shows_it(facts: Facts) -> tuple[Proof, ...]:
    return (Proof(SHOWN, "#way"),) if facts.get("evidence") else ()


def _photos(facts: Facts) -> tuple[Proof, ...]:
    return (Proof(PHOTOS, "#pairs"),) if facts.get("confirmed") else ()


def _gathered(facts: Facts) -> Text:
    n, into = facts["words"], facts["kind"]
    if not n:
        return _("It carries out a measure of a village plan")
    words = {
        "plan": ngettext("%(n)s word of residents went into it", "%(n)s words of residents went into it", n),
        "need": ngettext("%(n)s word of residents stands behind it", "%(n)s words of residents stand behind it", n),
    }
    others = ngettext("It came of %(n)s word of residents", "It came of %(n)s words of residents", n)
    return words.get(into, others) % {"n": write_number(n, language=language())}


def _measure(facts: Facts) -> Text:
    return _("A measure: %(state)s") % {"state": MEASURE_STATES[facts["state"]][0]}


def _quantity(facts: Facts) -> Text:
    kind, planned, done = facts["kind"], facts["planned"], facts["done"]
    if done is not None:
        return _("%(what)s: %(amount)s built") % {"what": MEASURES[kind], "amount": amount_of(done, kind)}
    if planned is not None:
        return _("%(what)s: %(amount)s planned") % {"what": MEASURES[kind], "amount": amount_of(planned, kind)}
    return _("%(what)s: not counted any more") % {"what": MEASURES[kind]}


def _jobs(facts: Facts) -> Text:
    n = facts["jobs"]
    return ngettext("The grant made %(n)s job", "The grant made %(n)s jobs", n) % {"n": n}


def _figure(facts: Facts) -> Text:
    return _("A figure was recorded: %(period)s") % {"period": _period(facts)}


def _figure_corrected(facts: Facts) -> Text:
    return _("A figure was corrected: %(period)s") % {"period": _period(facts)}


def _figure_counted(facts: Facts) -> Text:
    return _("A figure was counted from the city’s own records: %(period)s") % {"period": _period(facts)}


def _figure_checked(facts: Facts) -> Text:
    return _("A second person checked a figure: %(period)s") % {"period": _period(facts)}


def _period(facts: Facts) -> str:
    found = periods.read(facts["period"])
    return period_name(found) if found else str(facts["period"])
