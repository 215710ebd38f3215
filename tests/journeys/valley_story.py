"""Three years of two valleys: what their coordinators and the office do, round by round."""

from dataclasses import dataclass

from playwright.sync_api import expect

from tests.journeys.hands import Keyboard
from tests.journeys.valley_office import Desk
from tests.journeys.valley_report import Coordinator

LIST_CHANGED = "In der Liste A3 hat sich etwas geändert, hier steht „nein“. Stimmt beides?"
NOTHING_CHANGED = "Hier steht „ja“, in der Liste A3 hat sich aber nichts geändert. Stimmt beides?"


@dataclass(frozen=True)
class Cast:
    """The office, and who coordinates: Anna and after her Cora above, Bert below."""

    desk: Desk
    anna: Coordinator
    bert: Coordinator
    cora: Coordinator


def first_round(cast: Cast) -> None:
    """Everything is new: both valleys name their boards and their plans, and staff accept."""
    cast.desk.plan_and_open(2026)
    anna, bert = cast.anna, cast.bert

    anna.begin()
    expect(anna.main).to_contain_text("in den letzten zwölf Monaten gewechselt?")
    expect(anna.main).not_to_contain_text("letzten Bericht")
    anna.decide("people", "Anna Ahorn", "still")
    anna.add("members", "Talschule", {"kind": "school", "seat": "member"})
    anna.add("members", "Bücherei Oberau", {"kind": "library", "seat": "guest"})
    for name in ("Gesangverein", "Heimatverein"):
        anna.add("members", name, {"kind": "club", "seat": "member"})
    anna.choose({"people_changed": "no", "members_changed": "no"})
    anna.save()
    attend(anna)
    anna.next("section/b")
    expect(anna.page.locator("#question-plan_followup")).to_be_hidden()
    anna.choose({"rhythm": "yearly", "plans": "yes"})
    anna.hand.write(anna.page, "q:plan_text", "Eltern einladen")
    anna.hand.tick(anna.page, "q:plan_kinds", "more")
    anna.hand.tick(anna.page, "q:plan_kinds", "groups")
    anna.next("check")
    anna.hand_in()

    bert.begin()
    bert.decide("people", "Bert Birke", "still")
    bert.add("members", "Turnverein", {"kind": "club", "seat": "member"})
    bert.add("members", "Schule im Tal", {"kind": "school", "seat": "member"})
    bert.choose({"people_changed": "no", "members_changed": "no"})
    bert.save()
    attend(bert)
    bert.next("section/b")
    bert.choose({"rhythm": "quarterly", "plans": "no"})
    bert.next("check")
    bert.hand_in()

    for unit in ("oben", "unten"):
        cast.desk.accept(unit, 2026)


def attend(coordinator: Coordinator) -> None:
    """Say of each member that it always comes."""
    rows = coordinator.page.locator(".question--grid .scale__row")
    for place in rows.evaluate_all("rows => rows.map(row => row.dataset.place)"):
        coordinator.hand.choose(coordinator.page, f"q:{place}", "always")


def between(cast: Cast) -> None:
    """The controlling body recommends something to all, and agrees on a goal with the upper valley."""
    cast.desk.office.clock.move("2027-04-12 08:00")
    cast.desk.recommend(2026, "Beziehen Sie die Eltern ein.", "Bring the parents in.")
    cast.desk.agree(
        "oben",
        "Zielvereinbarung 2027–2029",
        ("2027-05-01", "2029-12-31"),
        "Zehn neue Plätze im Praktikum",
        "2029-06-30",
    )


def second_round(cast: Cast) -> None:
    """Anna begins and leaves, Cora goes on; Bert contradicts himself; a report is put right afterwards."""
    cast.desk.plan_and_open(2027)
    old = begin_and_leave(cast)
    take_over(cast, old)
    contradict(cast)
    put_right(cast)


def begin_and_leave(cast: Cast) -> str:
    """Anna decides a row and types a text; then her post is Cora's. Gives the link that has died."""
    anna = cast.anna
    anna.begin()
    expect(anna.main).to_contain_text("seit dem letzten Bericht gewechselt?")
    assert anna.chosen("q:members.decision:") == anna.chosen("q:people.decision:") == []
    anna.decide("members", "Talschule", "still")
    anna.next("section/b")
    anna.choose({"plans": "yes"})
    anna.hand.write(anna.page, "q:plan_text", "Eine gemeinsame Seite im Netz")
    anna.save()
    old = anna.link()
    cast.desk.office.clock.move("2028-01-24 09:00")
    cast.desk.hand_over("Anna Ahorn", "Cora Claus", cast.cora.email, "2028-01-24")
    return old


def take_over(cast: Cast, old: str) -> None:
    """The old link is dead; Cora finds what Anna left, decides the rest, is warned, and hands in."""
    cora = cast.cora
    cast.anna.page.goto(old)
    expect(cast.anna.page.get_by_role("heading", level=1)).to_contain_text("Link")
    assert cast.anna.page.locator("main form button").count() == 0

    cora.begin()
    assert cora.chosen("q:members.decision:") == ["still"]
    cora.decide("people", "Anna Ahorn", "still")
    row = cora.decide("members", "Bücherei Oberau", "changed")
    cora.hand.choose(cora.page, f"q:members.seat:{row}", "member")
    for name in ("Gesangverein", "Heimatverein"):
        cora.decide("members", name, "left")
    cora.add("members", "Gesangsverein", {"kind": "club", "seat": "member"})
    expect(cora.main).to_contain_text("Gibt es schon im Verzeichnis: Gesangverein")
    cora.add("members", "Turnverein", {"seat": "guest"})
    cora.add("members", "Jugendclub", {"kind": "club", "seat": "member"})
    cora.choose({"people_changed": "no", "members_changed": "no"})
    cora.save()
    attend(cora)
    cora.next("section/b")
    expect(cora.page.locator('[name="q:plan_text"]')).to_have_value("Eine gemeinsame Seite im Netz")
    for plan in ("Eltern einladen", "öfter treffen", "Arbeitsgruppen bilden"):
        expect(cora.main).to_contain_text(f"Im letzten Bericht hatten Sie geplant: „{plan}“.")
    cora.choose(
        {
            "rhythm": "quarterly",
            "plan_followup.fate:words": "done",
            "plan_followup.fate:kind_more": "partly",
            "plan_followup.fate:kind_groups": "dropped",
            f"goals.status:{cora.row('goals', 'Zehn neue Plätze im Praktikum')}": "begun",
            "advice_followup.fate:advice-2026-1": "in_progress",
        }
    )
    cora.next("check")
    expect(cora.main.locator(".finding__sentence")).to_have_text([LIST_CHANGED])
    cora.main.locator('.finding a[href*="members_changed"]').click()
    cora.page.wait_for_url("**/report/section/a*")
    cora.choose({"members_changed": "yes"})
    cora.next("section/b")
    cora.next("check")
    cora.hand_in()


def contradict(cast: Cast) -> None:
    """Bert says that his board has changed, and his list has not: he hands in, warned; staff settle it."""
    bert = cast.bert
    bert.begin()
    bert.decide("people", "Bert Birke", "still")
    for name in ("Turnverein", "Schule im Tal"):
        bert.decide("members", name, "still")
    bert.choose({"people_changed": "no", "members_changed": "yes"})
    bert.save()
    attend(bert)
    bert.next("section/b")
    bert.choose({"rhythm": "quarterly", "plans": "no", "advice_followup.fate:advice-2026-1": "done"})
    bert.next("check")
    bert.hand_in(NOTHING_CHANGED)

    sentence = "Die Antwort ist „ja“. Die Liste zeigt: keine Veränderung."
    cast.desk.settle(2027, sentence, "Gemeint war der neue Vorsitz; am Telefon geklärt.")


def put_right(cast: Cast) -> None:
    """Both are accepted; then Cora's report is returned, corrected and accepted again. Twins become one."""
    desk, cora = cast.desk, cast.cora
    for unit in ("oben", "unten"):
        desk.accept(unit, 2027)
    desk.office.clock.move("2028-02-07 09:00")
    desk.give_back("oben", 2027, "Ist der Jugendclub Mitglied oder Gast?")
    cora.begin()
    row = cora.row("members", "Jugendclub")
    expect(cora.main).not_to_contain_text("Gibt es schon im Verzeichnis: Jugendclub")
    cora.hand.choose(cora.page, f"q:members.seat:{row}", "guest")
    cora.next("section/b")
    cora.next("check")
    cora.hand_in()
    desk.accept("oben", 2027)
    desk.merge("Gesangverein", "Gesangsverein", "Derselbe Verein, nur anders geschrieben.")


def third_round(cast: Cast) -> None:
    """Cora reports the change of the post; Bert, by keyboard alone, that nothing is new."""
    cast.desk.plan_and_open(2028)
    cora, bert = cast.cora, cast.bert

    cora.begin()
    cora.decide("people", "Anna Ahorn", "left")
    cora.decide("people", "Cora Claus", "still")
    for name in ("Talschule", "Bücherei Oberau", "Gesangsverein", "Turnverein", "Jugendclub"):
        cora.decide("members", name, "still")
    cora.choose({"people_changed": "yes", "members_changed": "no"})
    cora.save()
    attend(cora)
    cora.next("section/b")
    cora.choose(
        {
            "rhythm": "monthly",
            "plans": "no",
            "plan_followup.fate:words": "postponed",
            f"goals.status:{decided(cora, 'goals')}": "on_track",
        }
    )
    cora.next("check")
    cora.hand_in()

    unchanged_by_keyboard(cast, bert)
    for unit in ("oben", "unten"):
        cast.desk.accept(unit, 2028)


def decided(coordinator: Coordinator, roster: str) -> str:
    """The one row of a list, which has changed."""
    return coordinator.decide(roster, "Zehn neue Plätze im Praktikum", "changed")


def unchanged_by_keyboard(cast: Cast, bert: Coordinator) -> None:
    """One act for each row and each answer of the last report that still holds."""
    by_keys = Coordinator(bert.page, bert.office, bert.smtp, bert.email, Keyboard())
    by_keys.begin()
    by_keys.decide("people", "Bert Birke", "still")
    by_keys.choose({"people_changed": "no"})
    for name in ("Schule im Tal", "Turnverein"):
        by_keys.decide("members", name, "still")
    by_keys.choose({"members_changed": "no"})
    by_keys.save()
    attend(by_keys)
    by_keys.next("section/b")
    by_keys.choose({"rhythm": "quarterly", "plans": "no"})
    by_keys.next("check")
    by_keys.hand_in()
