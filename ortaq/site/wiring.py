"""Which act makes whom react: the one page where reactions are read.

    on(act, within=[…], later=[…])

*Within* the transaction happens what must hold, *later* what may come later but must never be lost: a task that gets
`entry_id`. An act with nothing behind it has its line too, so that nobody wonders. Each effect has one owner: the
reception's services start and stop the clocks of their assignments, index the public text and move the card, because an
assignment without them would be wrong at once; photos are cleaned by a task that the upload itself promises.
"""

from datetime import time, timedelta

from ortaq.civic.budgets import acts as budget
from ortaq.civic.budgets import jobs as budgets
from ortaq.civic.budgets.queries import calls as budget_calls
from ortaq.civic.budgets.queries import datasets as budget_datasets
from ortaq.civic.budgets.queries import projects as budget_projects
from ortaq.civic.contests import acts as contest
from ortaq.civic.contests import jobs as contests
from ortaq.civic.contests.queries import applications as contest_applications
from ortaq.civic.contests.queries import calls as contest_calls
from ortaq.civic.contests.queries import datasets as contest_datasets
from ortaq.civic.dialogue import acts as dialogue
from ortaq.civic.dialogue.jobs import fates as dialogue_fates
from ortaq.civic.dialogue.jobs import forums
from ortaq.civic.dialogue.jobs import ideas as dialogue_ideas
from ortaq.civic.dialogue.jobs import processes as dialogue_processes
from ortaq.civic.dialogue.jobs import statements as dialogue_statements
from ortaq.civic.dialogue.jobs import talk as dialogue_talk
from ortaq.civic.dialogue.queries import contents as dialogue_contents
from ortaq.civic.dialogue.queries import datasets as dialogue_datasets
from ortaq.civic.dialogue.queries import features as dialogue_features
from ortaq.civic.dialogue.queries import forums as forum_queries
from ortaq.civic.dialogue.queries import ideas as idea_queries
from ortaq.civic.dialogue.queries import listing as dialogue_listing
from ortaq.civic.indicators import acts as indicator
from ortaq.civic.indicators import jobs as indicators
from ortaq.civic.indicators.queries import datasets as indicator_datasets
from ortaq.civic.indicators.queries import features as indicator_features
from ortaq.civic.indicators.queries import indicators as indicator_queries
from ortaq.civic.indicators.queries import indices as index_queries
from ortaq.civic.indicators.rules import figures
from ortaq.civic.plans import acts as plan
from ortaq.civic.plans.jobs import anchors as plan_anchors
from ortaq.civic.plans.jobs import answers as plan_answers
from ortaq.civic.plans.queries import cards as plan_cards
from ortaq.civic.plans.queries import datasets as plan_datasets
from ortaq.civic.plans.queries import features as plan_features
from ortaq.civic.plans.queries import listing as plan_listing
from ortaq.civic.plans.queries import measure_features as plan_measure_features
from ortaq.civic.plans.queries import remark_features as plan_remark_features
from ortaq.civic.plans.queries import remarks as plan_remarks
from ortaq.civic.reception import acts as appeal
from ortaq.civic.reception import jobs as reception
from ortaq.civic.reception.queries import datasets as reception_datasets
from ortaq.civic.reception.queries import detail
from ortaq.civic.reception.queries import features as reception_features
from ortaq.civic.works import acts as work
from ortaq.civic.works import jobs as works
from ortaq.civic.works.queries import datasets as work_datasets
from ortaq.civic.works.queries import features as work_features
from ortaq.civic.works.queries import works as work_queries
from ortaq.civic.works.queries import workshops as workshop_queries
from ortaq.core.decisions import acts as decision
from ortaq.core.decisions import queries as decisions
from ortaq.core.discussion import acts as discussion
from ortaq.core.files import access
from ortaq.core.files import jobs as files
from ortaq.core.journal import acts as journal
from ortaq.core.journal import jobs as journal_jobs
from ortaq.core.journal.reactions import on, wired
from ortaq.core.matters import addresses, datasets
from ortaq.core.notices import jobs as notices
from ortaq.core.tasks import jobs as tasks
from ortaq.core.tasks.schedule import At, Every, periodic
from ortaq.core.territory import layers
from ortaq.core.territory import queries as territory
from ortaq.doors.api import jobs as api
from ortaq.journeys import appeal_to_indicator, work_to_indicator
from ortaq.journeys import jobs as journeys
from ortaq.site import threads


def connect() -> None:
    """This will tell the journal what follows each act, the queue its hours, the files who sees them: once at start."""
    if not wired():  # a second start in the same process finds the page filled
        _acts()
        _contests()
        _dialogue()
        _plans()
        _works()
        _indicators()
        _clock()
        access.allow("appeal", detail.may_see_files)
        access.allow("idea", idea_queries.may_see_files)
        access.allow("application", contest_applications.may_see_files)
        access.allow("process", dialogue_contents.may_see_files)
        access.allow("forum", forum_queries.may_see_files)
        access.allow("work", work_queries.may_see_files)
        _pages()
        _layers()
        threads.connect()
        _datasets()


def _acts() -> None:
    on(appeal.OPENED, later=[reception.tell])
    on(appeal.ASSIGNED)
    on(appeal.TAKEN)
    on(appeal.CORRECTED)
    on(appeal.REDIRECTED, later=[reception.tell])
    on(appeal.SPLIT, later=[reception.tell])
    on(appeal.EXTENDED, later=[reception.tell])
    on(appeal.PART_ANSWERED)
    on(appeal.ANSWERED, later=[reception.tell])
    on(appeal.FIXED, later=[reception.tell])
    on(appeal.ACCEPTED)
    on(appeal.REOPENED)
    on(appeal.RATED)
    on(appeal.CLOCK_STARTED)
    on(appeal.FELL_SILENT, later=[reception.tell])
    on(appeal.PUBLISHED)
    on(appeal.HELD, later=[reception.tell])
    on(budget.OPENED)
    on(budget.CHECKING)
    on(budget.BALLOT_ANNOUNCED)
    on(budget.VOTING)
    on(budget.FORMS_PRINTED)
    on(budget.CLOSED)
    on(budget.ANNOUNCED)
    on(budget.COUNTED)
    on(budget.PUBLISHED, later=[journeys.build_what_was_voted])
    on(budget.SUBMITTED)
    on(budget.CHECKED, later=[budgets.tell])
    on(budget.WITHDRAWN, later=[budgets.tell])
    on(budget.ON_BALLOT)
    on(budget.WON, later=[budgets.tell])
    on(budget.LOST, later=[budgets.tell])
    on(journal.BECAME, later=[journeys.tell_what_became])
    on(journal.GATHERED)
    on(journal.ERASED)
    on(discussion.COMMENTED)
    on(discussion.COMMENT_HIDDEN, later=[journeys.tell_author])
    on(discussion.COMMENT_SHOWN)
    on(discussion.COMMENT_PASSED)
    on(discussion.REPORTED)
    on(discussion.REPORTS_SETTLED)
    on(discussion.OBJECTED)
    on(
        discussion.OBJECTION_UPHELD,
        within=[dialogue_talk.show_again, plan_answers.show_again],
        later=[journeys.tell_author],
    )
    on(discussion.OBJECTION_DISMISSED, later=[journeys.tell_author])
    on(decision.ANNOUNCED)
    on(decision.DECIDED)
    on(decision.SET_ASIDE)


def _contests() -> None:
    on(contest.PUBLISHED)
    on(contest.CHANGED)
    on(contest.CLOSED)
    on(contest.JUDGING_OPENED)
    on(contest.ASSIGNED, later=[contests.tell])
    on(contest.DECIDED)
    on(contest.SETTLED)
    on(contest.RESULTS_TOLD)  # each application's own RESULT tells its applicant
    on(contest.FINISHED)
    on(contest.JUROR_INVITED, later=[contests.tell])
    on(contest.JUROR_LEFT)
    on(contest.CONFLICT_DECLARED)
    on(contest.REVIEW_SUBMITTED)
    on(contest.BEGUN)
    on(contest.SUBMITTED, later=[contests.tell, journeys.mark_whether_she_came])
    on(contest.WITHDRAWN)
    on(contest.INCOMPLETE, later=[contests.tell])
    on(contest.CHECKED)
    on(contest.ELIGIBLE, later=[contests.tell])
    on(contest.NOT_ELIGIBLE, later=[contests.tell])
    on(contest.RESULT, later=[contests.tell])
    on(contest.OBJECTED, later=[contests.tell])
    on(contest.OBJECTION_ANSWERED, later=[contests.tell])
    on(contest.AGREED, later=[contests.tell, journeys.build_what_was_granted, journeys.keep_grant_of_agreement])
    on(contest.INSTALMENT_SETTLED, later=[journeys.keep_grant_of_agreement, journeys.tell_what_was_paid])


def _dialogue() -> None:
    on(dialogue.PROCESS_OPENED)
    on(dialogue.PROCESS_PUBLISHED)
    on(dialogue.PROCESS_CHANGED)
    on(dialogue.PROCESS_CLOSED)
    on(dialogue.CONTENT_PUBLISHED)
    on(dialogue.CONTENT_WITHDRAWN)
    on(dialogue.FORUM_OPENED)
    on(dialogue.FORUM_PUBLISHED)
    on(dialogue.FORUM_CHANGED, later=[forums.tell])
    on(dialogue.FORUM_CANCELLED, later=[forums.tell])
    on(dialogue.FORUM_HELD, later=[forums.tell, journeys.mark_who_came])
    on(dialogue.REGISTERED, later=[forums.tell])
    on(dialogue.WAITING, later=[forums.tell])
    on(dialogue.OFFERED, later=[forums.tell])
    on(dialogue.OFFER_LAPSED, later=[forums.tell])
    on(dialogue.CANCELLED_SEAT, later=[forums.tell])
    on(dialogue.REMINDED, later=[forums.tell])
    on(dialogue.CHECKED_IN, later=[journeys.mark_who_came])
    on(dialogue.MINUTES_PUBLISHED, later=[forums.tell])
    on(dialogue.QUESTION_HIDDEN)
    on(dialogue.QUESTION_SHOWN)
    on(dialogue.IDEA_POSTED)
    on(dialogue.IDEA_HELD, later=[dialogue_ideas.tell])
    on(dialogue.IDEA_SHOWN, later=[dialogue_ideas.tell])
    on(dialogue.IDEA_REJECTED, later=[dialogue_ideas.tell])
    on(dialogue.IDEA_WITHDRAWN)
    on(dialogue.IDEA_JOINED, later=[dialogue_ideas.tell])
    on(dialogue.JOINING_OBJECTED)
    on(dialogue.JOINING_KEPT, later=[dialogue_ideas.tell])
    on(dialogue.IDEA_PARTED, later=[dialogue_ideas.tell])
    on(dialogue.CLUSTERED)
    on(dialogue.FATE_GIVEN)
    on(dialogue.FATE_CHANGED)
    on(dialogue.FATE_TOLD, later=[dialogue_fates.tell_fate])
    on(dialogue.STATEMENT_POSTED)
    on(dialogue.STATEMENT_SHOWN, later=[dialogue_statements.tell])
    on(dialogue.STATEMENT_REJECTED, later=[dialogue_statements.tell])
    on(dialogue.STATEMENT_WITHDRAWN)
    on(dialogue.VOTES_FORGOTTEN, later=[dialogue_statements.count_anew])
    on(dialogue.GROUPS_FOUND)
    on(dialogue.TRANSLATED)


def _plans() -> None:
    on(plan.PLAN_OPENED)
    on(plan.PLAN_CHANGED)
    on(plan.VERSION_BEGUN)
    on(plan.PARTS_IMPORTED)
    on(plan.VERSION_PUBLISHED)
    on(plan.STAGE_REACHED)
    on(plan.TERM_SET)
    on(plan.ANCHORS_MOVED, later=[plan_anchors.tell_authors])
    on(plan.REMARK_MADE)
    on(plan.REMARK_HELD)
    on(plan.REMARK_SHOWN, later=[plan_answers.tell_decision])
    on(plan.REMARK_REJECTED, later=[plan_answers.tell_decision])
    on(plan.REMARK_WITHDRAWN)
    on(plan.REMARK_HANDED_OVER)
    on(plan.REMARK_ANSWERED, later=[plan_answers.tell_fate])
    on(plan.REMARK_ANSWER_CHANGED, later=[plan_answers.tell_fate])
    on(plan.GATHERING_HELD)
    on(plan.MEASURE_MOVED, later=[journeys.tell_measure_is_done])
    on(plan.MONEY_SPENT)
    on(plan.RESULT_REPORTED)
    on(plan.REPORT_PUBLISHED)
    on(plan.GRANT_CALLED, later=[journeys.keep_grants_of_call])
    on(plan.GRANT_GIVEN)
    on(plan.GRANT_PAID)
    on(plan.GRANT_REPORTED)
    on(plan.GRANT_LEFT_OUT)


def _indicators() -> None:
    on(indicator.OPENED)
    on(indicator.CHANGED)
    on(indicator.ALIGNED)
    on(indicator.PARTED)
    on(indicator.RECORDED)
    on(indicator.VERIFIED)
    on(indicator.CORRECTED)
    on(indicator.IMPORTED)
    on(indicator.COMPUTED)
    on(indicator.TARGET_SET)
    on(indicator.LINKED)
    on(indicator.INDEX_OPENED)
    on(indicator.EDITION_RECORDED)
    for figure in (*appeal_to_indicator.FIGURES, *work_to_indicator.FIGURES):
        figures.publish(figure)


def _works() -> None:
    on(work.OPENED)
    on(work.CHANGED)
    on(work.MOVED, later=[journeys.tell_it_is_built])
    on(work.STOPPED)
    on(work.MEASURED)
    on(work.PHOTOGRAPHED)
    on(work.PAIR_CHECKED)
    on(work.INSPECTED, later=[journeys.bring_defects_to_reception])
    on(work.DEFECT_SETTLED)
    on(work.INSTALMENTS_KEPT)
    on(work.RESULT_TOLD)
    on(work.WORKSHOP_HELD)
    on(work.CONCEPT_DRAWN)
    on(work.CONCEPT_BUILT_ON)


def _pages() -> None:
    addresses.lead("appeal", "reception:appeal")
    addresses.lead("work", "works:work")
    addresses.lead("workshop", "works:workshop", workshop_queries.workshop_address)
    addresses.lead("concept", "works:concept", workshop_queries.concept_address)
    addresses.lead("budget_call", "budgets:call", budget_calls.address_parts)
    addresses.lead("project", "budgets:project", budget_projects.address_parts)
    addresses.lead("forum", "dialogue:forum", forum_queries.address_parts)
    addresses.lead("idea", "dialogue:idea", idea_queries.address_parts)
    addresses.lead("contest", "contests:contest", contest_calls.address_parts)
    addresses.lead("application", "contests:application", contest_applications.address_parts)
    addresses.lead("process", "dialogue:process", dialogue_listing.address_parts)
    addresses.lead("plan", "plans:plan", plan_listing.address_parts)
    addresses.lead("remark", "plans:remark", plan_remarks.address_parts)
    addresses.lead("need", "plans:need", plan_cards.address_parts)
    addresses.lead("measure", "plans:measure", plan_cards.address_parts)
    addresses.lead("indicator", "indicators:indicator", indicator_queries.address_parts)
    addresses.lead("world_index", "indicators:index", index_queries.address_parts)


def _layers() -> None:
    layers.publish(territory.TERRITORIES)
    layers.publish(reception_features.COARSE)
    layers.publish(reception_features.FINE)
    layers.publish(dialogue_features.IDEAS)
    layers.publish(work_features.WORKS)
    layers.publish(plan_features.ZONES)
    layers.publish(plan_measure_features.MEASURES)
    layers.publish(plan_remark_features.REMARKS)
    layers.publish(indicator_features.VALUES)


def _datasets() -> None:
    datasets.publish(reception_datasets.APPEALS)
    datasets.publish(dialogue_datasets.IDEAS)
    datasets.publish(dialogue_datasets.ANSWERS)
    datasets.publish(budget_datasets.PROJECTS)
    datasets.publish(contest_datasets.GRANTS)
    datasets.publish(plan_datasets.REMARKS)
    datasets.publish(plan_datasets.MEASURES)
    datasets.publish(plan_datasets.RESOURCES)
    datasets.publish(work_datasets.WORKS)
    datasets.publish(work_datasets.QUANTITIES)
    datasets.publish(indicator_datasets.VALUES)
    datasets.publish(decisions.DECISIONS)


def _clock() -> None:
    periodic("forget-orphans", files.forget_orphans, Every(timedelta(hours=1)))
    periodic("contests", contests.sweep, Every(timedelta(minutes=1)))
    periodic("dialogue-contents", dialogue_processes.sweep, Every(timedelta(minutes=1)))
    periodic("forum-offers", forums.lapse_offers, Every(timedelta(minutes=1)))
    periodic("forum-reminders", forums.remind, Every(timedelta(minutes=10)))
    periodic("opinions", dialogue_statements.count_groups, Every(timedelta(minutes=10)))
    periodic("fates", dialogue_fates.remind_of_fates, At(time(8, 0)))
    periodic("remarks", plan_answers.remind_of_answers, At(time(8, 0)))
    periodic("silence", reception.sweep, Every(timedelta(hours=1)))
    periodic("open-data", api.export_open_data, At(time(1, 0)))
    periodic("seal", journal_jobs.seal_days, At(time(2, 0)), lambda slot: [slot.date().isoformat()])
    periodic("figures-of-works", works.recount, At(time(2, 15)))
    periodic("indicators", indicators.compute, At(time(2, 30)))
    periodic("forget-tasks", tasks.forget_done_tasks, At(time(3, 0)))
    periodic(
        "digest",
        notices.weekly_digest,
        At(time(9, 0), weekday=0),
        lambda slot: [(slot - timedelta(days=7)).strftime("%G-W%V")],
    )
