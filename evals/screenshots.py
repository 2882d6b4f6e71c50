"""Screenshots of every page over the shipped sample: ``python evals/screenshots.py``; they go into docs/screenshots."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

QUALITY = 18
CHROMIUM = "/usr/bin/chromium"
LOOKS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "narrow": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}
HEAD = """# The pages of the web desk

Taken by `python evals/screenshots.py` over the sample that comes with Kawat. Its sentences and its outlets are our own.

"""
MARKED = {"search": "?q=Ukraina", "relation": "", "outlets": "?a=RUS&b=UKR", "map": "?of=RUS", "network": ""}


def sample(folder: Path) -> Path:
    """A merged desk of the sample."""
    from kawat.cli.sample import sources
    from kawat.ingest import Order, ingest
    from kawat.ingest.merge import merge
    from kawat.read.table import Columns

    ingest(sources(), folder / "desk", lambda name: Columns(), Order(coder="lexicon"))
    merge(folder / "desk")
    return folder / "desk"


def addresses(desk: Path) -> dict[str, str]:
    """An address of every page for people, by its name; ids are those of the most reported event."""
    from kawat.desk import Desk
    from kawat.web.pages import PAGES

    order = "reports DESC, len(contradicted) DESC, id"
    question = f"SELECT id, story, document FROM events WHERE status = 'real' ORDER BY {order} LIMIT 1"
    ((found),) = Desk(desk).sql(question).rows()
    holes = {"event": found["id"], "story": found["story"], "article": found["document"], "actor": "RUS"}
    out = {}
    for page in PAGES:
        if page.html:
            path = page.path.replace("{a:str}", "RUS").replace("{b:str}", "UKR")
            out[page.name] = re.sub(r"\{\w+:str\}", holes.get(page.name, ""), path) + MARKED.get(page.name, "")
    return out


def serve(desk: Path, told: Path) -> tuple[subprocess.Popen[bytes], str]:
    """The server's process and its address."""
    command = [sys.executable, "-m", "kawat", "serve", "--desk", str(desk), "--port", "0"]
    with told.open("wb") as out:
        own = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        process = subprocess.Popen(command, stderr=out, cwd=told.parent, env=own)
    while not (found := re.search(r"http://127\.0\.0\.1:\d+", told.read_text())):
        if process.poll() is not None:
            raise SystemExit(told.read_text())
        time.sleep(0.1)
    return process, found[0]


def take(base: str, paths: dict[str, str], to: Path) -> list[str]:
    """Writes a picture of each page, look and language; their names."""
    from playwright.sync_api import sync_playwright

    names = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for language in ("id", "en"):
            for look, options in LOOKS.items():
                context = browser.new_context(base_url=base, locale=language, reduced_motion="reduce", **options)
                shown = context.new_page()
                tool = context.new_cdp_session(shown)  # Playwright's own screenshots know no WebP
                for name, path in paths.items():
                    shown.goto(path, wait_until="networkidle")
                    names.append(f"{name}-{look}-{language}.webp")
                    taken = tool.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
                    (to / names[-1]).write_bytes(b64decode(taken["data"]))
                context.close()
        browser.close()
    return names


def written(names: list[str], pages: list[str]) -> str:
    """The page that shows the pictures."""
    rows = []
    for page in pages:
        rows.append(f"## {page.capitalize()}\n")
        for language in ("en", "id"):
            shown = [name for name in names if name.startswith(f"{page}-") and name.endswith(f"-{language}.webp")]
            rows.append(" ".join(f'<img src="{name}" alt="{name[:-5]}" height="360">' for name in shown) + "\n")
    return HEAD + "\n".join(rows)


def main() -> None:
    """Takes them all and says how large they are together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--desk", type=Path, help="a desk of the sample made before")
    given = parser.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    for old in given.to.glob("*.webp"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        desk = given.desk or sample(Path(folder))
        process, base = serve(desk.resolve(), Path(folder) / "stderr")
        try:
            paths = addresses(desk)
            names = take(base, paths, given.to)
        finally:
            process.terminate()
            process.wait(20)
    (given.to / "README.md").write_text(written(names, list(paths)), encoding="utf-8")
    size = sum((given.to / name).stat().st_size for name in names)
    print(f"{len(names)} pictures, {size / 1e6:.1f} MB, in {given.to}")


if __name__ == "__main__":
    main()
