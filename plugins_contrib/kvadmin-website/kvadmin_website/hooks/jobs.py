"""What the menu offers of this plugin: its commands in the order in which they are usually run."""

from __future__ import annotations

from kvadmin.api.hooks import Job, JobQuestion, JobStep

WEBSITE_JOBS = (
    Job(
        "website",
        "Keep the public site: news, examples, check",
        (
            JobStep("Take in examples that were sent in", "website example import {file}"),
            JobStep("See which examples wait", "website example list --status {state}"),
            JobStep("Note that an example was read", "website example review {example}"),
            JobStep("Publish it", "website example publish {example}"),
            JobStep("Begin a piece of news", "website news new {title}"),
            JobStep("Check the pages", "website check"),
        ),
        (
            JobQuestion("file", "Which list of answers (xlsx, csv, xls, ods)?"),
            JobQuestion("state", "received, reviewed, published or declined?", default="received", once=True),
            JobQuestion("example", "Which example?", like="website example show", once=True),
            JobQuestion("title", "Title of the news"),
        ),
        order=85,
    ),
)
