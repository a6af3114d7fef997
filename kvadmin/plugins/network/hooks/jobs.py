"""What the menu offers of this plugin: its commands in the order in which they are usually run."""

from __future__ import annotations

from kvadmin.api.hooks import Job, JobQuestion, JobStep

JOBS = (
    Job(
        "networks",
        "Split a cohort into networks",
        (
            JobStep("Split it into the best networks there are", "network split {cohort} --size {size}"),
            JobStep("Show the networks with the score card", "network show {cohort}"),
            JobStep("Draw the networks on a map", "network map {map} --cohort {cohort}"),
            JobStep("Ask why a municipality is where it is", "network explain {number} --cohort {cohort}"),
            JobStep("Move a municipality by hand", "network move {number} {network} --cohort {cohort}"),
            JobStep("Fit the networks to those who are members now", "network repair {cohort}"),
            JobStep("Write the division as a document", "network export {cohort} --format pdf -o {document}"),
        ),
        (
            JobQuestion("cohort", "Which cohort?", like="network split", once=True),
            JobQuestion("size", "How many members in a network (from..to)?", default="5..7"),
            JobQuestion("map", "File of the map (.svg or .png)", default="networks-{cohort}.svg", new_file=True),
            JobQuestion("number", "Which municipality (number or name)?"),
            JobQuestion("network", "To which network?", like="network lock {cohort}"),
            JobQuestion("document", "File of the document (.pdf)", default="networks-{cohort}.pdf", new_file=True),
        ),
        order=40,
    ),
)
