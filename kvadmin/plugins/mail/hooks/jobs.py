"""What the menu offers of this plugin: its commands in the order in which they are usually run."""

from __future__ import annotations

from kvadmin.api.hooks import Job, JobQuestion, JobStep

JOBS = (
    Job(
        "letters",
        "Write letters",
        (
            JobStep("Plan a mailing: write and check every letter", "mail plan {letter} --to {to} --about {about}"),
            JobStep("Look at the letters of a mailing", "mail preview {mailing}"),
            JobStep("See what waits for approval, with the hashes", "mail approve"),
            JobStep("Approve a plan by its hash", "mail approve {hash}"),
            JobStep("Write the letters as drafts for Outlook or Thunderbird", "mail drafts {mailing}"),
            JobStep("Write the letters that go by post", "mail print {mailing} --out {post}"),
            JobStep("Send the letters", "mail send {mailing} --confirm {number}"),
            JobStep("See what has become of the mailings", "mail status"),
        ),
        (
            JobQuestion("letter", "Which letter?", like="mail plan"),
            JobQuestion("to", "To whom (cohort:P3, admitted:P3)?", like="mail plan x --to"),
            JobQuestion("about", "About which cohort or gathering?", like="mail plan x --about", optional=True),
            JobQuestion("mailing", "Which mailing?", like="mail preview"),
            JobQuestion("hash", "The hash of the plan, as listed (the first 8 characters do)"),
            JobQuestion("post", "File of the letters (.pdf or .docx)", default="post-{mailing}.docx", new_file=True),
            JobQuestion("number", "How many letters go? Type the number"),
        ),
        order=60,
    ),
)
