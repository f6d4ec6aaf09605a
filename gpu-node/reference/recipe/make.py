"""Makes all pipelines, exports them, paints every case. usage: python make.py FOLDER [MODEL…]"""

import json
import pathlib
import sys
import warnings

warnings.filterwarnings("ignore")

import diffusers  # noqa: E402
import torch  # noqa: E402
import transformers  # noqa: E402

import pictures  # noqa: E402
from cases import CASES  # noqa: E402
from export import export  # noqa: E402
from families import FAMILIES  # noqa: E402
from paint import paint  # noqa: E402

diffusers.logging.set_verbosity_error()
transformers.logging.set_verbosity_error()


def paint_cases(pipeline, model: str, folder: pathlib.Path) -> None:
    """Writes each case's picture, and its latents as float32 little-endian."""
    for name, case in CASES.items():
        if case["model"] != model:
            continue
        latents, picture = paint(pipeline, case)
        (folder / f"{name}.f32").write_bytes(latents.numpy().astype("<f4").tobytes())
        picture.save(folder / f"{name}.png", optimize=True)
        if "strength" in case:
            size = case["width"], case["height"]
            pictures.source(*size).save(folder / f"source-{size[0]}x{size[1]}.png", optimize=True)
            pictures.mask(*size).save(folder / f"mask-{size[0]}x{size[1]}.png", optimize=True)


def main(target: pathlib.Path, wanted: list[str]) -> None:
    torch.set_num_threads(1)
    painted = target / "cases"
    painted.mkdir(parents=True, exist_ok=True)
    for model in wanted or FAMILIES:
        build, options = FAMILIES[model]
        pipeline = build()
        folder = target / "models" / model
        export(pipeline, folder, **options)
        # A saved configuration holds every value, those of its class's defaults too, and other classes then take them over.
        pipeline.scheduler = type(pipeline.scheduler).from_pretrained(folder / "scheduler")
        paint_cases(pipeline.to(torch.float16) if options.get("dtype") == "fp16" else pipeline, model, painted)
        print(model, flush=True)
    (target / "cases.json").write_text(json.dumps(CASES, indent=2) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2:])
