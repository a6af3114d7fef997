"""What the menu offers of this plugin: its commands in the order in which they are usually run."""

from __future__ import annotations

from kvadmin.api.hooks import Job, JobQuestion, JobStep

JOBS = (
    Job(
        "excel",
        "Work in Excel",
        (
            JobStep(
                "Write a workbook of the whole programme, to edit", "sheet out {records} {selection} -o {workbook}"
            ),
            JobStep(
                "Write a workbook of a cohort, to edit", "sheet out {of_cohort} --cohort {cohort} -o {cohort_workbook}"
            ),
            JobStep(
                "Write a workbook of a gathering, to edit",
                "sheet out {of_gathering} --gathering {gathering} -o {gathering_workbook}",
            ),
            JobStep("See what was edited in a workbook, and take it in", "sheet in {edited}"),
        ),
        (
            JobQuestion("records", "Which records?", like="sheet out", default="contacts"),
            JobQuestion("selection", "Only some of them (role:mayor)?", like="sheet out {records}", optional=True),
            JobQuestion("workbook", "File of the workbook (.xlsx)", default="{records}.xlsx", new_file=True),
            JobQuestion("of_cohort", "Which records?", like="sheet out", default="applications"),
            JobQuestion("cohort", "Which cohort?", like="cohort show"),
            JobQuestion(
                "cohort_workbook", "File of the workbook (.xlsx)", default="{of_cohort}-{cohort}.xlsx", new_file=True
            ),
            JobQuestion("of_gathering", "Which records?", like="sheet out", default="registrations"),
            JobQuestion("gathering", "Which gathering?", like="gathering show"),
            JobQuestion(
                "gathering_workbook",
                "File of the workbook (.xlsx)",
                default="{of_gathering}-{gathering}.xlsx",
                new_file=True,
            ),
            JobQuestion("edited", "Which workbook, edited and saved?", like="sheet in"),
        ),
        order=80,
    ),
)
