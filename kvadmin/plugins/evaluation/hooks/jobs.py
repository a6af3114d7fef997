"""What the menu offers of this plugin: its commands in the order in which they are usually run."""

from __future__ import annotations

from kvadmin.api.hooks import Job, JobQuestion, JobStep

JOBS = (
    Job(
        "evaluation",
        "Follow plans and figures, hand over to the evaluator",
        (
            JobStep("See which plans and own evaluations are overdue", "plan overdue"),
            JobStep("Take in a list of figures", "evaluation import {file}"),
            JobStep("Judge the figures of an indicator", "evaluation signals {indicator}"),
            JobStep("Draw the figures of an indicator", "evaluation chart {indicator} --out {charts}"),
            JobStep("Write the evaluator's package", "evaluation export --profile {profile} --out {package}"),
            JobStep("Check the package", "evaluation verify {package_there}"),
        ),
        (
            JobQuestion("file", "Which list of figures (xlsx, csv, xls, ods)?", like="evaluation import"),
            JobQuestion("indicator", "Which indicator?", like="evaluation signals", once=True),
            JobQuestion("charts", "Folder of the charts", default="charts-{indicator}", new_file=True),
            JobQuestion("profile", "For whom?", like="evaluation export --profile", default="public", once=True),
            JobQuestion("package", "Folder of the package", default="evaluator-{profile}", new_file=True),
            JobQuestion("package_there", "Which package?", default="{package}"),
        ),
        order=70,
    ),
)
