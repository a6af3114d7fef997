"""What the menu offers of this plugin: its commands in the order in which they are usually run."""

from __future__ import annotations

from kvadmin.api.hooks import Job, JobQuestion, JobStep

JOBS = (
    Job(
        "gathering",
        "Hold a gathering",
        (
            JobStep("Show who comes and what is planned", "gathering show {gathering}"),
            JobStep("Note whom to invite", "gathering invite {gathering} --to {to}"),
            JobStep("Take in a list of registrations", "gathering import {file} --gathering {gathering}"),
            JobStep("Write the participant list as PDF", "participants export {gathering} --format pdf -o {list}"),
            JobStep("Count the meals", "participants catering {gathering}"),
            JobStep("Write every handout into a folder", "gathering pack {gathering} --out {box}"),
            JobStep("Note that somebody has come", "gathering checkin {gathering} {person}"),
            JobStep(
                "Make a new gathering",
                "gathering new {new} --name {name} --kind {kind} --from {day} --to {last} --place {place} "
                "--cohort {cohort} --capacity {capacity}",
            ),
        ),
        (
            JobQuestion("gathering", "Which gathering?", like="gathering show", once=True),
            JobQuestion("to", "Whom (cohort:P3, role:project-leader)?", like="gathering invite {gathering} --to"),
            JobQuestion("file", "Which list of registrations (xlsx, csv, xls, ods)?", like="gathering import"),
            JobQuestion("list", "File of the list (.pdf)", default="participants-{gathering}.pdf", new_file=True),
            JobQuestion("box", "Folder of the handouts", default="handouts-{gathering}", new_file=True),
            JobQuestion("person", "Name, or the code of the badge"),
            JobQuestion("new", "A short id, such as 2009-01-15-oppstart"),
            JobQuestion("name", "Its name on the handouts"),
            JobQuestion("kind", "What kind?", like="gathering new x --kind", default="startup"),
            JobQuestion("day", "First day, such as 2009-01-15"),
            JobQuestion("last", "Last day, when it is another", optional=True),
            JobQuestion("place", "Where?", optional=True),
            JobQuestion("cohort", "Whose gathering: which cohort?", like="gathering new x --cohort", optional=True),
            JobQuestion("capacity", "Seats in the room", optional=True),
        ),
        order=50,
    ),
)
