"""
Paints the cases on the exported graphs, with Optimum's own pipelines: how far exports are from what was exported.

usage: python check.py FOLDER
"""

import pathlib
import sys
import warnings

warnings.filterwarnings("ignore")

import diffusers  # noqa: E402
import numpy  # noqa: E402
import onnxruntime  # noqa: E402
import torch  # noqa: E402
import transformers  # noqa: E402
from optimum.onnxruntime import ORTDiffusionPipeline  # noqa: E402

from cases import CASES  # noqa: E402

diffusers.logging.set_verbosity_error()
transformers.logging.set_verbosity_error()
onnxruntime.set_default_logger_severity(3)


def last_latents(pipeline, scheduler, case: dict) -> numpy.ndarray:
    """The latents after the last step, [C, H, W] and not packed."""
    width, height = case["width"], case["height"]
    generator = torch.Generator().manual_seed(case["seed"])
    extra = {"negative_prompt": case["negative_prompt"]} if case["negative_prompt"] else {}
    if case["model"].endswith("fp16"):
        extra["latents"] = torch.randn(1, 4, height // 8, width // 8, generator=generator).half()
    pipeline.scheduler = getattr(diffusers, case["sampler"]).from_config(scheduler)
    latents = pipeline(
        prompt=case["prompt"],
        width=width,
        height=height,
        num_inference_steps=case["steps"],
        guidance_scale=case["guidance"],
        generator=generator,
        output_type="latent",
        **extra,
    ).images
    if case["model"].startswith("flux"):
        latents = pipeline._unpack_latents(latents, height, width, pipeline.vae_scale_factor)
    return latents[0].float().numpy()


def main(made: pathlib.Path) -> None:
    opened = {}
    for name, case in CASES.items():
        if "strength" in case:
            continue
        if case["model"] not in opened:
            pipeline = ORTDiffusionPipeline.from_pretrained(made / "models" / case["model"])
            pipeline.set_progress_bar_config(disable=True)
            opened[case["model"]] = pipeline, pipeline.scheduler.config
        have = last_latents(*opened[case["model"]], case)
        want = numpy.fromfile(made / "cases" / f"{name}.f32", "<f4").reshape(2, *have.shape)[1]
        print(f"{numpy.linalg.norm(have - want) / numpy.linalg.norm(want):.1e} {name}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
