import time

import pytest

from benchmarks.profile import Sampler, layer_of


@pytest.mark.parametrize(
    ("file", "function", "expected"),
    [
        ("x/site-packages/sqlalchemy/orm/session.py", "get", "SQLAlchemy"),
        ("x/site-packages/sqlalchemy/engine/default.py", "do_execute", "the database itself"),
        ("x/site-packages/flask_wtf/csrf.py", "protect", "Flask, Werkzeug, tokens"),
        ("y/forms/assessment.py", "assess", "forms: rules of the questionnaire"),
        ("y/surveyapp/services/drafts.py", "save", "surveyapp.services"),
        ("<template>", "root", "templates"),
        ("lib/python3.11/json/decoder.py", "decode", ""),
    ],
)
def test_a_function_belongs_to_its_layer(file, function, expected):
    assert layer_of(file, function) == expected


def test_the_time_of_sleeping_goes_to_no_layer_of_ours():
    sampler = Sampler()

    with sampler.looking():
        time.sleep(0.05)

    assert set(sampler.layers) == {"other"}
    assert sampler.looks == sampler.layers.total()
