"""What became of plans, recommendations and goals, over the rounds of a series."""

from flask import g, render_template

from surveyapp.services import boards, follow_ups


def page(programme: str, round_: str) -> str:
    """The round's follow-up beside the last round of its series."""
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    return render_template(
        "staff/follow_up.html",
        card=boards.card_of(found, target, (), g.now),
        followed=follow_ups.follow_up_of(g.session, found, target),
    )
