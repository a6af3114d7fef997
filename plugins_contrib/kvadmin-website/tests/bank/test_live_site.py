"""What the site on the web shows is noted, so that nothing stays there that may not."""

from __future__ import annotations

import json

import pytest
from kvadmin_website.hooks.status import sections
from kvadmin_website.records import Website


@pytest.fixture
def built(kit, published, tmp_path):
    """A site with the example, in a folder."""
    kit.run("website", "set", "address", "https://kvalitet.example")
    folder = tmp_path / "site"
    ran = kit.run("website", "build", "--out", str(folder))
    assert ran.code == 0, ran.err
    return folder


def items(kit):
    return [each for section in sections(kit.data, kit_day(kit)) for each in section.actions if "still" in each.key]


def kit_day(kit):
    from datetime import date

    return date.fromisoformat(kit.today)


def test_the_way_of_an_example_off_the_web(kit, done, published, built):
    shown = done("website", "published", str(built))
    assert published in shown.out
    assert kit.data.get(Website).live == {"https://kvalitet.example": (published,)}
    assert items(kit) == []
    kit.run("website", "example", "consent", published, "--withdrawn")
    (item,) = items(kit)
    assert (item.about, item.urgent) == (published, True)
    assert item.text.startswith("https://kvalitet.example shows 0415-1 Faste team still")
    again = kit.run("website", "published", str(built))  # nobody has built it again
    assert "it shows what it may no longer: 0415-1" in again.err
    assert items(kit)
    assert kit.run("website", "build", "--out", str(built)).code == 0
    assert items(kit), "a folder is not the web"
    done("website", "published", str(built))
    assert items(kit) == []
    assert kit.data.get(Website).live == {"https://kvalitet.example": ()}


def test_one_that_was_removed_is_said_too(kit, done, published, built):
    done("website", "published", str(built))
    kit.run("website", "example", "remove", published)
    (item,) = items(kit)
    assert "shows 0415-1 still, which was removed" in item.text


def test_the_check_looks_into_a_folder(kit, published, built):
    assert kit.run("website", "check", "--site", str(built)).code == 0
    kit.run("website", "example", "consent", published, "--withdrawn")
    ran = kit.run("website", "check", "--site", str(built), "--format", "json")
    assert ran.code == 3
    found = [each for each in json.loads(ran.out)["findings"] if each["code"] == "web-still-shown"]
    assert [each["path"] for each in found] == [f"{built.as_posix()}/{form}/bank/0415-1.html" for form in ("nb", "nn")]


def test_what_is_no_site_and_where_it_was_put(kit, refused, built, tmp_path):
    assert "holds no site that was built" in refused("website", "published", str(tmp_path / "nothing"), code=2)
    assert "holds no site that was built" in refused("website", "check", "--site", str(kit.folder), code=2)
    kit.run("website", "set", "address", "")
    assert "where was it put?" in refused("website", "published", str(built), code=2)
    assert "no address of a site" in refused("website", "published", str(built), "--address", "www", code=2)
