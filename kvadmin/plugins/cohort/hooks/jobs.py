"""What the menu offers of this plugin: its commands in the order in which they are usually run."""

from __future__ import annotations

from kvadmin.api.hooks import Job, JobQuestion, JobStep

_COHORT = JobQuestion("cohort", "Which cohort?", like="cohort show", once=True)

JOBS = (
    Job(
        "applications",
        "Take in applications",
        (
            JobStep("Take in a list of applications", "application import {file} --cohort {cohort}"),
            JobStep("See what is missing, and which rows wait for a person", "application missing --cohort {cohort}"),
            JobStep("Settle a row: the suggestion is right", "application confirm {cohort} {row}"),
            JobStep("Settle a row: say which municipality it is", "application resolve {cohort} {row} --as {number}"),
            JobStep("Take in a list of scores", "application score {scores} --cohort {cohort}"),
            JobStep("List the applications", "application list --cohort {cohort}"),
            JobStep(
                "Make a new cohort with its call",
                "cohort new {new} --name {name} --deadline {deadline} --start {start} --capacity {capacity} "
                "--lottery-seed {seed}",
            ),
        ),
        (
            _COHORT,
            JobQuestion("file", "Which list of applications (xlsx, csv, xls, ods)?", like="application import"),
            JobQuestion("scores", "Which list of scores (xlsx, csv, xls, ods)?", like="application score"),
            JobQuestion("row", "Which row (r1)?"),
            JobQuestion("number", "The municipality's number"),
            JobQuestion("new", "A short id, such as P4"),
            JobQuestion("name", "Its name in lists and documents"),
            JobQuestion("deadline", "Last day for applications, such as 2008-06-01", optional=True),
            JobQuestion("start", "First day of the memberships", optional=True),
            JobQuestion("capacity", "Number of places", optional=True),
            JobQuestion("seed", "A fixed seed that decides between equal scores, when no lottery does", optional=True),
        ),
        order=20,
    ),
    Job(
        "admit",
        "Admit a cohort",
        (
            JobStep("See what is missing, and which rows wait for a person", "application missing --cohort {cohort}"),
            JobStep("Close the list before the draw", "cohort freeze {cohort}"),
            JobStep("Enter the draw", "cohort draw {cohort} --value {value}"),
            JobStep("Decide on all applications by the rule", "cohort admit {cohort}"),
            JobStep("Run the rule again and compare", "cohort verify {cohort}"),
            JobStep("Note who takes the place", "cohort confirm {cohort} {number}"),
            JobStep("Fill free places from the waiting list", "cohort promote {cohort}"),
            JobStep("Show the cohort with its members", "cohort show {cohort}"),
        ),
        (
            _COHORT,
            JobQuestion("value", "What was drawn, as the call names it"),
            JobQuestion("number", "The municipality's number"),
        ),
        order=30,
    ),
)
