from tests.web.staff.registers.cast import HOME
from tests.web.staff.registers.test_unit_register import links
from tests.web.staff.test_board import words

ADVICE = f"{HOME}/recommendations"


def test_recommendations_stand_by_round_with_what_became_of_them(staff):
    page = staff.get(ADVICE).text
    (way,) = links(page, "Öfter treffen")
    told = words(staff.get(way).text)

    assert "Nach der Runde 2024" in words(page)
    assert "1 Antwort" in words(page)
    assert "Nordstadt 2025 begonnen" in told
    assert "Anders formulieren" not in told


def test_one_is_given_to_one_unit_reworded_and_withdrawn(staff):
    given = staff.post(f"{ADVICE}/new", {"round": "2025", "unit": "sued", "text_de": "Plan schreiben"})
    (way,) = links(staff.get(ADVICE).text, "Plan schreiben")
    reworded = staff.post(f"{way}/edit", {"text_de": "Einen Plan schreiben", "text_en": "Write a plan"})
    withdrawn = staff.post(f"{way}/withdraw")

    assert (given.status_code, reworded.status_code, withdrawn.status_code) == (303, 303, 303)
    page = words(staff.get(way).text)
    assert "Einen Plan schreiben" in page
    assert "Zurückgezogen am" in page


def test_one_without_words_is_refused_at_its_field(staff):
    answer = staff.post(f"{ADVICE}/new", {"round": "2025", "text_de": " "})

    assert answer.status_code == 422
    assert "mindestens in der ersten Sprache" in words(answer.text)


def test_words_that_were_answered_stay(staff):
    (way,) = links(staff.get(ADVICE).text, "Öfter treffen")

    answer = staff.post(f"{way}/edit", {"text_de": "Seltener treffen"})

    assert answer.status_code == 409
    assert "Auf diese Empfehlung wurde schon geantwortet." in words(answer.text)
