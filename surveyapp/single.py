"""All of Turnus in one process, `surveyapp.single:app`: the pages, and beside them the clock's ticks."""

import atexit

from surveyapp.config import read_settings
from surveyapp.installation import installation
from surveyapp.scheduler import background
from surveyapp.wsgi import build

app = build()
_jobs = installation(read_settings()).jobs()
_scheduler = background(_jobs.scan, _jobs.deliver)
_scheduler.start()
atexit.register(_scheduler.shutdown, wait=False)
