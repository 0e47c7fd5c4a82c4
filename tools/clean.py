"""Remove what make has built. Data in var/ stays: `make clean` never costs anybody a city."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis")
BUILT = (".venv", "node_modules", "build", "assets/built")
OURS = ("ortaq", "tests", "tools", "bench", "assets")


def main() -> None:
    for name in (*BUILT, *CACHES):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for top in OURS:
        for path in list((ROOT / top).rglob("__pycache__")):
            shutil.rmtree(path, ignore_errors=True)
        for path in (ROOT / top).rglob("*.mo"):
            path.unlink()
    print("Clean. Data in var/, if there is any, was left alone.")


if __name__ == "__main__":
    main()
