"""What the benchmarks share: cases as processes of their own, CPU medians, and two fixed workloads beside them."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys

#: A fixed workload that tells a slow machine from a slow change.
NUMPY = "import numpy as n; r = n.random.default_rng(1); a = r.random((250, 250)); n.linalg.svd(a)"


def cpu(arguments):
    """User plus system seconds of one process, and what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stderr


def spent(line, **more):
    """User plus system seconds of one process, and the most memory that it had, in MB."""
    process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **more)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, line
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def compare(script, cases, imported, rounds):
    """Run every case of a script round by round, so that a busy moment hits all alike, and print the medians."""
    jobs = {"python -c pass": ["-c", "pass"], "numpy workload": ["-c", NUMPY]}
    jobs |= {"import only": ["-c", f"import {imported}"]}
    jobs |= {case: [script, case] for case in cases}
    times, said = {name: [] for name in jobs}, {}
    for _ in range(rounds):
        for name, arguments in jobs.items():
            seconds, said[name] = cpu(arguments)
            times[name].append(seconds)
    median = {name: statistics.median(values) for name, values in times.items()}
    base, fixed = median["python -c pass"], median["numpy workload"]
    for name, seconds in median.items():
        print(f"{name}: {seconds:.3f} s CPU, {seconds / base:.1f}x python -c pass, {seconds / fixed:.2f}x numpy")
        if name in cases:
            print(f"    {cases[name]}\n{said[name]}", end="")
