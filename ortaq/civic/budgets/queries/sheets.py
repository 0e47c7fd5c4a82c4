"""What is printed: paper forms with their slips, and the protocol of a vote."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from ortaq.civic.budgets.models import Call, PaperBatch
from ortaq.civic.budgets.queries import papers, results
from ortaq.civic.budgets.rules import ballots
from ortaq.core.matters.localized import words
from ortaq.core.ui.dates import write_moment
from ortaq.core.ui.numbers import write_money, write_number
from ortaq.core.ui.printing import pdf, qr_svg

HERE = Path(__file__).resolve().parents[1] / "typst"
ON_PAPER = ("kk", "ru")
"""A form speaks both languages: nobody is asked which one she reads."""


def batch_pdf(batch: PaperBatch) -> bytes:
    """This will set a batch's forms as PDF, one A5 sheet each; the same batch has the same bytes."""
    return pdf(HERE / "forms.typ", batch_facts(batch), made_at=batch.printed_at)


def batch_facts(batch: PaperBatch) -> dict[str, Any]:
    """This will put together what the forms of a batch say, spoiled ones too. Two statements."""
    call = batch.call
    first, second = _words(call, "kk"), _words(call, "ru")
    address = f"{settings.ORIGIN}/kk/budgets/{call.code}/receipt/"
    return {
        "language": "kk",
        "title": f"{words(call.name, 'kk')} · {batch.number}",
        "heading": [words(call.name, "kk"), words(call.name, "ru")],
        **{name: [first[name], second[name]] for name in first},
        "boxes": [f"№ ({place})" for place in range(1, call.limit + 1)],
        "slip_address": address,
        "forms": [
            {
                "code": form.code,
                "qr": qr_svg(form.code),
                "receipt": (receipt := papers.receipt_of(form)),
                "slip_qr": qr_svg(f"{address}?code={receipt}"),
                "mark": f"{call.code} · {batch.number}/{form.number}",
            }
            for form in batch.forms.select_related("batch__call").order_by("number")
        ],
    }


def _words(call: Call, language: str) -> dict[str, str]:
    with override(language):
        kind = {
            ballots.BallotKind.APPROVAL: gettext("Write the numbers of your projects from the list, one in each box."),
            ballots.BallotKind.RANKING: gettext("Write the numbers of your projects from the list, the best first."),
            ballots.BallotKind.POINTS: gettext("Write in each box a project's number and, after a dash, its points."),
        }
        most = ngettext(
            "At most %(limit)s project. A form with more marks does not count.",
            "At most %(limit)s projects. A form with more marks does not count.",
            call.limit,
        ) % {"limit": call.limit}
        if call.ballot_kind == ballots.BallotKind.POINTS:
            most += " " + gettext("You have %(points)s points to give.") % {"points": call.points}
        return {
            "how": kind[ballots.BallotKind(call.ballot_kind)],
            "rules": most + " " + gettext("Do not sign it: nobody may know whose it is."),
            "slip": gettext("Tear this off and keep it"),
            "slip_note": gettext(
                "With this code you can see later that your form was counted. It does not tell what you wrote."
            ),
        }


def protocol_pdf(call: Call, language: str) -> bytes:
    """This will set the protocol as PDF once the votes are counted; unsigned until it is published."""
    return pdf(HERE / "protocol.typ", protocol_facts(call, language), made_at=call.published_at or call.votes_until)


def protocol_facts(call: Call, language: str) -> dict[str, Any]:
    """This will put together what the protocol says; refused before the count."""
    found = results.results(call)
    with override(language):
        return {
            "language": language,
            "heading": gettext("Protocol of the vote: %(name)s") % {"name": words(call.name, language)},
            "about": words(call.about, language),
            "facts": _facts(call, language),
            "turnout_heading": gettext("How the vote went"),
            "turnout": _turnout(results.turnout(call), language),
            "columns": [gettext("No."), gettext("Project"), gettext("Cost"), gettext("Votes")],
            "districts": [_district(one, language) for one in found],
            "proof_heading": gettext("How to check it"),
            "proof": _proof(found),
            "signed": [[gettext("Signed by"), call.protocol_signed_by or gettext("not signed yet")]],
        }


def _facts(call: Call, language: str) -> list[list[str]]:
    kinds = {
        ballots.BallotKind.APPROVAL: gettext("marks, at most %(limit)s projects"),
        ballots.BallotKind.RANKING: gettext("in order of preference, at most %(limit)s projects"),
        ballots.BallotKind.POINTS: gettext("points, at most %(limit)s projects"),
    }
    from_, until = (write_moment(moment, language=language) for moment in (call.votes_from, call.votes_until))
    return [
        [gettext("Held by"), words(call.body.name, language)],
        [gettext("Vote"), f"{from_} – {until}"],
        [gettext("Ballot"), kinds[ballots.BallotKind(call.ballot_kind)] % {"limit": call.limit}],
        [gettext("The rule that elects"), results.rule_name(call.spec["rule"], language)],
        [gettext("Shown beside it"), results.rule_name(call.beside["rule"], language)],
    ]


def _turnout(found: results.Turnout, language: str) -> list[list[str]]:
    def number(value: int) -> str:
        return write_number(value, language=language)

    lines = [
        [gettext("Voted online"), number(found.voters_online)],
        [gettext("Paper forms handed out"), number(found.forms_handed_out)],
        [gettext("Paper forms counted"), number(found.forms_counted)],
        [gettext("Paper forms invalid"), number(found.forms_invalid)],
        [gettext("Paper forms given back or spoiled"), number(found.forms_spoiled)],
        [gettext("Paper forms printed and not used"), number(found.forms_not_seen)],
        [gettext("Ballots counted"), number(found.ballots)],
    ]
    if found.surplus:
        lines.append([gettext("More forms in the box than were handed out"), number(found.surplus)])
    return lines


def _district(found: results.PotResult, language: str) -> dict[str, Any]:
    def money(tiyn: int) -> str:
        return write_money(tiyn, language=language)

    winners = [row for row in found.rows if row.won]
    differ = [row.project.matter.title for row in found.rows if row.won != row.won_beside]
    beside = gettext("By the rule shown beside it the winners would be the same.")
    if differ:
        beside = gettext("By the rule shown beside it the outcome would differ for: %(titles)s.") % {
            "titles": "; ".join(differ)
        }
    return {
        "name": words(found.pot.district.name, language),
        "summary": gettext("%(spent)s of %(pot)s for %(count)s projects; %(voters)s ballots.") % {
            "spent": money(found.spent), "pot": money(found.pot.amount), "count": len(winners),
            "voters": write_number(found.voters, language=language),
        },
        "rows": [
            {
                "number": str(row.project.ballot_number), "title": row.project.matter.title,
                "cost": money(row.project.cost), "votes": write_number(row.votes, language=language),
            }
            for row in winners
        ],
        "beside": beside,
        "digests": [
            f"{count.rule}: {count.decision.case_digest} → {count.decision.outcome_digest}"
            for count in (found.binding, found.beside)
            if count is not None
        ],
    }  # fmt: skip


def _proof(found: list[results.PotResult]) -> list[list[str]]:
    lines = [
        [
            gettext("Records"),
            gettext(
                "The ballots of each district and the rule were published with the digests above before the seed was "
                "drawn. Anyone can count again: ortaq verify decision.json."
            ),
        ]
    ]
    if counted := [one.binding for one in found if one.binding is not None]:
        decision = counted[0].decision
        lines += [[gettext("Seed"), decision.seed], [gettext("How the seed was drawn"), decision.seed_source]]
    return lines
