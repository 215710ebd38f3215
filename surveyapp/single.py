"""All of Turnus in one process, `surveyapp.single:app`: the pages, and beside them the clock's ticks."""

import atexit

from surveyapp.clock import now
from surveyapp.config import read_settings
from surveyapp.installation import installation
from surveyapp.scheduler import background
from surveyapp.wsgi import build

app = build()
_jobs = installation(read_settings()).jobs()
_scheduler = background(_jobs.scan, _jobs.deliver)
_scheduler.start()
_scheduler.modify_job("scan", next_run_time=now())  # what became due while nothing ran is not left waiting
atexit.register(_scheduler.shutdown, wait=False)
