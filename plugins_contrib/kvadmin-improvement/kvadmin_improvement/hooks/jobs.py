"""What the menu offers of this plugin: its commands in the order in which they are usually run."""

from __future__ import annotations

from kvadmin.api.hooks import Job, JobQuestion, JobStep

JOBS = (
    Job(
        "improvement",
        "Follow the improvement work: measures, steps, driver diagrams",
        (
            JobStep("See which measures need a person", "measure list --only {matter}"),
            JobStep("Take in a list of measures", "measure import {cohort} {file}"),
            JobStep("Note a step of a measure", "measure step {measure} {step} --done {day} --parties {parties}"),
            JobStep("See who took part in the steps", "measure parties --cohort {cohort}"),
            JobStep("Draw a driver diagram", "drivers draw {diagram} {picture}"),
        ),
        (
            JobQuestion("matter", "overdue, idle, unlearned or party-missing?", default="overdue", once=True),
            JobQuestion("cohort", "Which cohort?", like="cohort show", once=True),
            JobQuestion("file", "Which list of measures (xlsx, csv, xls, ods)?"),
            JobQuestion("measure", "Which measure?", like="measure show"),
            JobQuestion("step", "Which step (prepare, plan, do, evaluate, follow-up)?"),
            JobQuestion("day", "The day on which it was done", optional=True),
            JobQuestion("parties", "Who took part (politicians, administration, employees, none)?"),
            JobQuestion("diagram", "Which driver diagram?", like="drivers draw"),
            JobQuestion("picture", "Name of the picture (.svg or .png)", default="{diagram}.svg", new_file=True),
        ),
        order=75,
    ),
)
