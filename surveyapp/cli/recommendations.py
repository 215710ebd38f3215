"""Recommendations of the controlling body on the command line."""

from collections.abc import Sequence

import click

from surveyapp.cli.context import (
    acting,
    attempt,
    changing,
    fail,
    here,
    print_json,
    reading,
    round_option,
    table,
    unit_of_work,
)
from surveyapp.services import recommendations
from surveyapp.services.advice_views import Advice, all_advice
from surveyapp.services.boards import programme_at, round_at
from workflows.refusals import Refused

text_option = click.option(
    "--text",
    "texts",
    multiple=True,
    required=True,
    metavar="LANG=TEXT",
    help="The words in one language, as de=...",
)


@click.group()
def command() -> None:
    """Give, reword and withdraw recommendations, and see what units made of them."""


@command.command("list")
@click.option("--round", "round_slug", metavar="SLUG", help="Only those given after this round.")
@reading
def list_command(round_slug: str | None, programme: str, form: str, database: str | None) -> None:
    """List recommendations, those of the newest round first; JSON has every answer to them."""
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        language = found.languages[0]
        if round_slug is not None:
            round_at(session, found, round_slug)
        listed = all_advice(session, found, language, now)
    shown = [each for each in listed if round_slug in (None, each.round_slug)]
    if form == "json":
        print_json([_as_json(each) for each in shown])
        return
    rows = [
        (
            each.key,
            each.round_slug,
            each.unit_name or "all",
            each.texts.in_(language),
            str(len(each.fates)),
            f"withdrawn {each.withdrawn_on}" if each.withdrawn_on else "",
        )
        for each in shown
    ]
    table(("key", "round", "unit", "text", "answers", "state"), rows)


def _as_json(advice: Advice) -> dict[str, object]:
    return {
        "key": advice.key,
        "round": advice.round_slug,
        "unit": advice.unit_id,
        "texts": dict(advice.texts.wordings),
        "given_on": advice.given_on.isoformat(),
        "withdrawn_on": advice.withdrawn_on.isoformat() if advice.withdrawn_on else None,
        "answers": [
            {"unit": fate.unit_id, "rounds": {slug: dict(said) for slug, said in fate.rounds}}
            for fate in advice.fates
        ],
    }


@command.command("add")
@round_option
@click.option("--unit", metavar="ID", help="To this unit only; otherwise to all.")
@text_option
@changing
def add_command(
    round_slug: str,
    unit: str | None,
    texts: tuple[str, ...],
    programme: str,
    dry_run: bool,
    database: str | None,
    as_email: str | None,
) -> None:
    """Recommend something after a round; the next reports ask what has become of it."""
    with attempt(here(database), dry_run=dry_run) as (session, now):
        found = programme_at(session, programme)
        words, target = _words(texts, found.languages), round_at(session, found, round_slug)
        who = acting(session, as_email, now)
        made = recommendations.recommend(session, who, found, target, unit, words, now)
        click.echo(f"{made.key}: to {unit or 'all units'} after {round_slug}.")


@command.command("reword")
@click.argument("key")
@text_option
@changing
def reword_command(
    key: str,
    texts: tuple[str, ...],
    programme: str,
    dry_run: bool,
    database: str | None,
    as_email: str | None,
) -> None:
    """Say the recommendation KEY in other words, as long as nobody has answered it.

    A language that is left out keeps its words.
    """
    with attempt(here(database), dry_run=dry_run) as (session, now):
        found = programme_at(session, programme)
        row = recommendations.recommendation_at(session, found, key)
        words = {**row.texts, **_words(texts, found.languages)}
        recommendations.reword(session, acting(session, as_email, now), found, row.id, words, now)
        for language in found.languages:
            click.echo(f"{language}: {words.get(language) or '–'}")


@command.command("withdraw")
@click.argument("key")
@changing
def withdraw_command(
    key: str, programme: str, dry_run: bool, database: str | None, as_email: str | None
) -> None:
    """Put the recommendation KEY before nobody any more; what was answered stays."""
    with attempt(here(database), dry_run=dry_run) as (session, now):
        found = programme_at(session, programme)
        row = recommendations.recommendation_at(session, found, key)
        recommendations.withdraw(session, acting(session, as_email, now), found, row.id, now)
        click.echo(f"{key}: withdrawn on {row.withdrawn_on}.")


def _words(texts: tuple[str, ...], languages: Sequence[str]) -> dict[str, str]:
    words: dict[str, str] = {}
    for given in texts:
        language, sign, text = given.partition("=")
        if not sign:
            fail(f"--text {given}: expected LANG=TEXT, as de=...")
        if language not in languages:
            raise Refused("language.unknown", language=language)
        words[language] = text
    return words
