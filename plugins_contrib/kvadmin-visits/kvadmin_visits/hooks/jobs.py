"""What the menu offers of this plugin: its commands in the order in which they are usually run."""

from __future__ import annotations

from kvadmin.api.hooks import Job, JobQuestion, JobStep

JOBS = (
    Job(
        "guidance",
        "Guide municipalities: note calls, e-mails and visits, see who waits",
        (
            JobStep("See whom nobody has spoken with for months", "visit silent --months {months}"),
            JobStep(
                "Note a call, an e-mail or a visit",
                "visit add {municipality} --how {how} --by {name} --on {day} {text}",
            ),
            JobStep("Take in a list of calls", "visit import {file}"),
            JobStep("See planned contacts whose day is past", "visit list --only overdue"),
            JobStep("Count contacts per advisor", "visit load"),
            JobStep("Write a visit report", "visit report {visit} -o {document}"),
        ),
        (
            JobQuestion("months", "For how many months?", default="6", once=True),
            JobQuestion("municipality", "Which municipality?", like="municipality show"),
            JobQuestion("how", "phone, email or visit?", default="phone"),
            JobQuestion("name", "Who of the secretariat?", optional=True),
            JobQuestion("day", "The day (one to come is planned)", optional=True),
            JobQuestion("text", "What was it about?"),
            JobQuestion("file", "Which list of calls (xlsx, csv, xls, ods)?"),
            JobQuestion("visit", "Which visit?", like="visit show"),
            JobQuestion("document", "Name of the report (.docx or .pdf)", default="besok-{visit}.docx", new_file=True),
        ),
        order=76,
    ),
)
