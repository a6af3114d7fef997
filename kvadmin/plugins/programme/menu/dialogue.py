"""The walk of ``kvadmin menu``: jobs, their steps, and what needs action, until the person leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api import KvadminError, tr
from kvadmin.api.records import Programme

from .choosing import choose
from .doing import StepDoer
from .needs_action import do_what_needs_action
from .running import CommandRunner
from .whereabouts import choose_folder

if TYPE_CHECKING:
    import typer

    from kvadmin.api import Session
    from kvadmin.api.hooks import Job


def walk(ctx: typer.Context, run: Session) -> None:
    """Show the menu and do what is chosen, again and again; whatever goes wrong leads back to it."""
    runner = CommandRunner(ctx, run)
    doer = StepDoer(run, runner)
    while True:
        try:
            if not _once(run, runner, doer):
                return
        except KvadminError as error:
            for line in error.lines():
                run.info(line)


def _once(run: Session, runner: CommandRunner, doer: StepDoer) -> bool:
    """One choice from the menu; False: the person leaves."""
    runner.look_again()
    there = runner.programme_folder() is not None
    jobs = sorted((each for each in run.gather("kvadmin_jobs") if there or each.anywhere), key=lambda job: job.order)
    first = [tr("What needs action today")] if there else []
    entries = [*first, *(tr(job.title) for job in jobs), tr("Work in another programme folder")]
    chosen = choose(run, _title(run, runner), entries, back=tr("Leave"))
    if chosen is None:
        return False
    if chosen == len(entries) - 1:
        choose_folder(run, runner)
    elif there and chosen == 0:
        do_what_needs_action(run, runner)
    else:
        _do_job(run, doer, jobs[chosen - len(first)])
    return True


def _title(run: Session, runner: CommandRunner) -> str:
    folder = runner.programme_folder()
    if folder is None:
        return tr("kvadmin menu. There is no programme folder here yet.")
    try:
        name = run.data.get(Programme).name
    except KvadminError as error:  # the folder can be mended from here, by hand or by undo
        for line in error.lines():
            run.info(line)
        name = ""
    return tr("kvadmin menu: {name} (folder {folder})", name=name, folder=folder)


def _do_job(run: Session, doer: StepDoer, job: Job) -> None:
    """The steps of a job; nothing typed is the next one."""
    doer.begin()
    usual = 0
    while True:
        chosen = choose(run, tr(job.title), [tr(step.title) for step in job.steps], back=tr("Back"), usual=usual)
        if chosen is None:
            return
        step = job.steps[chosen]
        if doer.do(job, step):
            if step.opens:
                return
            usual = min(chosen + 1, len(job.steps) - 1)
        else:
            usual = chosen
