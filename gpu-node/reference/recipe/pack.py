"""Packs what make.py made into fixtures: every file once, gzipped, by its digest. usage: python pack.py FOLDER FIXTURES"""

import gzip
import hashlib
import json
import pathlib
import shutil
import sys


def pack(made: pathlib.Path, fixtures: pathlib.Path) -> None:
    shutil.rmtree(fixtures, ignore_errors=True)
    (fixtures / "files").mkdir(parents=True)
    models: dict[str, dict[str, str]] = {}
    for path in sorted((made / "models").rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        name = hashlib.sha256(data).hexdigest()[:16]
        (fixtures / "files" / f"{name}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
        model, *inner = path.relative_to(made / "models").parts
        models.setdefault(model, {})["/".join(inner)] = name
    (fixtures / "models.json").write_text(json.dumps(models, indent=2) + "\n")
    shutil.copytree(made / "cases", fixtures / "cases")
    shutil.copy(made / "cases.json", fixtures)


if __name__ == "__main__":
    pack(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
