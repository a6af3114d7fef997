"""The public site of 138 municipalities: CPU seconds beside ``python -c pass``; the same bytes on repeat.

Run: python benchmarks/website.py   (needs the plugin: pip install ./plugins_contrib/kvadmin-website)

The municipalities are those of the example programme. 138 take part, in four cohorts with networks of six; each
has agreed to show its figures, and there are 60 pieces of news and 200 examples in both forms. Wanted: 3 s.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path[0:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

from measuring import cpu  # noqa: E402 - beside this file, as the folder above

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "plugins_contrib" / "kvadmin-website" / "example" / "website"
TODAY = "2009-06-10"
ROUNDS, NEWS, EXAMPLES, MEMBERS, SIZE = 5, 60, 200, 138, 6
THEMES = ("care", "sick-leave", "upbringing", "tripartite")
WORDS = (
    "kommunen innbyggerne tilsette samarbeid tiltak fravær barnehagen sykehjemmet møtet målet resultatet planen".split()
)


def paragraph(seed: int) -> str:
    """Sixty words that differ from page to page."""
    return " ".join(WORDS[(seed * 7 + at * at) % len(WORDS)] for at in range(60)).capitalize() + "."


def made(folder: Path) -> None:
    """The programme: members, networks, figures, news and examples."""
    from kvadmin_website.records import Example, Website

    from kvadmin.api.records import Cohort, Membership, Municipality, Network, Networks
    from kvadmin.testing import Kit

    shutil.copytree(ROOT / "fixtures" / "example", folder)
    shutil.copytree(PAGES, folder / "website")
    for name in ("networks", "website/examples", "cohorts", "applications", "registrations"):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / "website" / "site.yaml").unlink()
    kit = Kit(folder, today=TODAY)
    towns = sorted(kit.data.all(Municipality), key=lambda each: (each.lat or 0, each.number))
    numbers = [each.number for each in towns][:: len(towns) // MEMBERS][:MEMBERS]
    cohorts = {f"P{at + 1}": numbers[at * 35 : (at + 1) * 35] for at in range(4)}
    start = date(2007, 3, 26)
    for key, own in cohorts.items():
        networks = [
            Network(id=str(at // SIZE + 1), name=f"Nettverk {at // SIZE + 1} i {key}", members=own[at : at + SIZE])
            for at in range(0, len(own), SIZE)
        ]
        members = [Membership(municipality=number, start=start) for number in own]
        kit.add(
            Cohort(id=key, name=f"Pulje {key[1:]}", start=start, memberships=members),
            Networks(cohort=key, networks=networks),
        )
    kit.add(Website(address="https://kvalitet.example", agreed=dict.fromkeys(numbers, ("sykefravaer",))))
    figures = [
        f"{number},{year}-Q{part},{7 + (at * 3 + year + part * 5) % 31 / 10}"
        for at, number in enumerate(sorted(numbers))
        for year in range(2005, 2009)
        for part in (1, 2, 3, 4)
    ]
    (folder / "measurements" / "sykefravaer.csv").write_text("\n".join(["municipality,period,value", *figures, ""]))
    for at in range(NEWS):
        for form in ("nb", "nn"):
            name = f"{2007 + at // 30}-{1 + at % 12:02}-{1 + at % 28:02}-melding-{at}.{form}.md"
            text = f"# Melding nummer {at}\n\n" + "\n\n".join(paragraph(at + one) for one in range(5)) + "\n"
            (folder / "website" / "news" / name).write_text(text, encoding="utf-8")
    examples = [
        Example(
            id=f"e{at}",
            municipality=numbers[at % len(numbers)],
            theme=THEMES[at % 4],
            title=dict.fromkeys(("nb", "nn"), f"Eksempel nummer {at}"),
            text={form: "\n\n".join(paragraph(at + one) for one in range(4)) for form in ("nb", "nn")},
            steps=(1 + at % 5,),
            consent=date(2008, 1, 1 + at % 28),
            status="published",
        )
        for at in range(EXAMPLES)
    ]
    kit.add(*examples)


def main() -> None:
    """Build, time, and build again."""
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "programme", Path(name) / "site"
        made(folder)
        base = statistics.median(cpu(["-c", "pass"])[0] for _ in range(ROUNDS))
        command = ["-m", "kvadmin", "-C", str(folder), "--today", TODAY, "website", "build", "--out", str(out)]
        cpu(command)
        first = {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        times = []
        for _ in range(ROUNDS):
            shutil.rmtree(out)
            times.append(cpu(command)[0])
        again = {path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        pages = sum(path.suffix == ".html" for path in first)
        size = sum(map(len, first.values())) / 1e6
        print(f"python -c pass: {base:.3f} s CPU")
        seconds = statistics.median(times)
        print(f"site of {MEMBERS} municipalities: {seconds:.2f} s CPU, {seconds / base:.0f}x python -c pass")
        print(f"    {pages} pages, {len(first)} files, {size:.1f} MB; the same bytes again: {first == again}")


if __name__ == "__main__":
    main()
