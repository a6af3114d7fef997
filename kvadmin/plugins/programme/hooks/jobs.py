"""What the menu offers of this plugin: its commands in the order in which they are usually run."""

from __future__ import annotations

from kvadmin.api.hooks import Job, JobQuestion, JobStep

JOBS = (
    Job(
        "start",
        "Start a programme",
        (
            JobStep("Make the example programme, to try things on", "init {example} --example", opens="example"),
            JobStep(
                "Make a programme of your own",
                "init {folder} --name {name} --language {language} --register {register}",
                opens="folder",
            ),
        ),
        (
            JobQuestion("example", "Name of the new folder", default="programme", new_file=True),
            JobQuestion("folder", "Name of the new folder", default="programme", new_file=True),
            JobQuestion("name", "Name of the programme, as it stands in letters"),
            JobQuestion("language", "Form of the letters", like="init x --language", default="nb"),
            JobQuestion(
                "register", "List of the municipalities (xlsx or csv)", like="init x --register", optional=True
            ),
        ),
        order=10,
        anywhere=True,
    ),
    Job(
        "changes",
        "Look at what was changed, and take it back",
        (
            JobStep("List the changes", "log"),
            JobStep("Take the latest change back", "undo"),
            JobStep("Make it again after all", "redo"),
            JobStep("Check every file of the folder", "check"),
        ),
        order=90,
    ),
)
