"""What stands out, as a plain list: the sentence, what may help, how sure it is and where it comes from."""

from collections.abc import Iterable

from planner.catalogue.finding import Finding
from planner.web.findings import SYMBOLS
from planner.web.markup import Html, items, join, tag
from planner.web.speech import Speech


def finding_list(findings: Iterable[Finding], speech: Speech) -> Html:
    """Return findings in the order in which they come; one that comes twice stands once."""
    found = {finding.text(speech.language): finding for finding in findings}
    if not found:
        return tag("p", speech.gettext("Nothing to point out."))
    return tag("ul", *(_finding(one, speech) for one in found.values()), class_="b-findings")


def _finding(finding: Finding, speech: Speech) -> Html:
    rule = finding.rule
    severity = speech.word("severity", finding.severity)
    mark = tag("span", SYMBOLS[finding.severity], class_="b-mark", role="img", aria_label=severity)
    more = tag(
        "details",
        tag("summary", speech.gettext("What may help, and how sure it is")),
        items(*(speech.words(remedy) for remedy in rule.remedies)),
        tag(
            "p",
            speech.gettext("How sure: {sureness}", sureness=speech.word("sureness", rule.sureness)),
            ". ",
            speech.gettext("Source: {source}", source=speech.words(rule.origin)),
            ".",
        ),
    )
    return tag("li", join(mark, " ", finding.text(speech.language)), more)
