#!/bin/sh
# Write constraints.txt: tested versions of everything, by name only (no address of any registry), for every Python
# from 3.11 and every platform. Needs uv (pip install uv).
set -eu
cd "$(dirname "$0")/.."
printf 'build\nhatchling\n' >.lock-tools.in
uv pip compile --quiet --universal --python-version 3.11 --all-extras --no-header --no-annotate --no-emit-index-url \
  --no-emit-find-links pyproject.toml .lock-tools.in -o constraints.txt
rm .lock-tools.in
grep -v -i '^kvadmin' constraints.txt >.lock.tmp && mv .lock.tmp constraints.txt
