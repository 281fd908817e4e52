"""The browser's tests again and again while something else keeps a core busy: `make test-busy`.

A test that fails now and then is broken, and most of what makes one fail is a machine that does something
else meanwhile. Every run is made, whatever the one before came to; what failed is named at the end.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import subprocess
import sys
import time

OWN = "browser and not hostile and not course and not lite and not trip"
CLOSING = re.compile(r"(?:=+ )?(\d+ (?:passed|failed|error).*?) ?=*")
FAILED = re.compile(r"(?:FAILED|ERROR) (\S+)")


def spin(parent: int) -> None:
    """Keep one core busy until the process that wants it is gone, however it went."""
    while os.getppid() == parent:
        sum(range(1_000_000))


def one_run(tests: list[str]) -> tuple[str, list[str]]:
    """Run the tests once; return pytest's closing line and what failed."""
    command = [sys.executable, "-m", "pytest", "-q", "-rfE", "-m", OWN, *tests]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    lines = done.stdout.splitlines()
    failed = [found[1] for line in lines if (found := FAILED.match(line))]
    closing = [found[1] for line in lines if (found := CLOSING.fullmatch(line))]
    if not closing or (done.returncode and not failed):
        return "\n".join(lines[-20:]) or "pytest said nothing", failed or ["pytest itself"]
    return closing[-1], failed


def main() -> int:
    """Make the runs; return 1 if anything failed in one of them."""
    parser = argparse.ArgumentParser(description="The browser's tests while a core is busy.")
    parser.add_argument("tests", nargs="*", default=["tests/browser"], help="which; by default all of them")
    parser.add_argument("--runs", type=int, default=10, help="how often (10)")
    wanted = parser.parse_args()
    # One more process than the tests are: on two cores each of the two is taken.
    busy = multiprocessing.Process(target=spin, args=(os.getpid(),), daemon=True)
    busy.start()
    bad: list[str] = []
    for number in range(1, wanted.runs + 1):
        began = time.monotonic()
        closing, failed = one_run(wanted.tests)
        bad += failed
        word = "FAIL" if failed else "ok  "
        print(
            f"{word} run {number} of {wanted.runs} ({time.monotonic() - began:.0f} s): {closing}", flush=True
        )
        for name in failed:
            print(f"     {name}", flush=True)
    busy.terminate()
    print(f"{wanted.runs} runs, {len(bad)} failures" + (": " + ", ".join(sorted(set(bad))) if bad else ""))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
