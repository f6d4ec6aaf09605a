"""Runs a case with diffusers' own pipeline and keeps some of its latents and its picture."""

import inspect

import diffusers
import torch
from diffusers import (
    FluxImg2ImgPipeline,
    FluxInpaintPipeline,
    FluxPipeline,
    StableDiffusion3Img2ImgPipeline,
    StableDiffusion3Pipeline,
    StableDiffusionImg2ImgPipeline,
    StableDiffusionInpaintPipeline,
    StableDiffusionPipeline,
    StableDiffusionXLImg2ImgPipeline,
    StableDiffusionXLInpaintPipeline,
    StableDiffusionXLPipeline,
)

import pictures

FROM_PICTURE = {
    StableDiffusionPipeline: StableDiffusionImg2ImgPipeline,
    StableDiffusionXLPipeline: StableDiffusionXLImg2ImgPipeline,
    StableDiffusion3Pipeline: StableDiffusion3Img2ImgPipeline,
    FluxPipeline: FluxImg2ImgPipeline,
}
INPAINT = {
    StableDiffusionPipeline: StableDiffusionInpaintPipeline,
    StableDiffusionXLPipeline: StableDiffusionXLInpaintPipeline,
    FluxPipeline: FluxInpaintPipeline,
}


def paint(base, case: dict):
    """
    Returns latents, [2, C, H, W] and not packed, and the picture. The latents are those before the first step and those
    after the last one.
    The seed's noise is drawn in float32 whatever the pipeline's type is.
    """
    width, height = case["width"], case["height"]
    parts = dict(base.components)
    parts["scheduler"] = getattr(diffusers, case["sampler"]).from_config(base.scheduler.config)
    size = {"width": width, "height": height}
    kind, extra = type(base), {}
    if "strength" in case:
        kind = (INPAINT if case.get("masked") else FROM_PICTURE)[type(base)]
        extra = {"image": pictures.source(width, height), "strength": case["strength"]}
        if case.get("masked"):
            extra["mask_image"] = pictures.mask(width, height)
    if "width" in inspect.signature(kind.__call__).parameters:
        extra |= size
    if issubclass(kind, StableDiffusionPipeline | StableDiffusionImg2ImgPipeline | StableDiffusionInpaintPipeline):
        parts["requires_safety_checker"] = False
    pipeline = kind(**parts)
    pipeline.set_progress_bar_config(disable=True)
    if case["negative_prompt"]:
        extra["negative_prompt"] = case["negative_prompt"]
    generator = torch.Generator().manual_seed(case["seed"])
    dtype = base.vae.dtype
    if dtype != torch.float32:
        factor = pipeline.vae_scale_factor
        shape = (1, base.vae.config.latent_channels, height // factor, width // factor)
        extra["latents"] = torch.randn(shape, generator=generator).to(dtype)

    kept: list[torch.Tensor] = []
    prepare = pipeline.prepare_latents

    def prepare_and_keep(*arguments, **named):
        prepared = prepare(*arguments, **named)
        kept.append((prepared[0] if isinstance(prepared, tuple) else prepared).clone())
        return prepared

    def keep(_pipeline, _step, _timestep, tensors):
        kept.append(tensors["latents"].clone())
        return {}

    pipeline.prepare_latents = prepare_and_keep
    picture = pipeline(
        prompt=case["prompt"],
        num_inference_steps=case["steps"],
        guidance_scale=case["guidance"],
        generator=generator,
        callback_on_step_end=keep,
        **extra,
    ).images[0]
    if isinstance(base, FluxPipeline):
        kept = [FluxPipeline._unpack_latents(each, height, width, pipeline.vae_scale_factor) for each in kept]
    return torch.cat([kept[0], kept[-1]]).float(), picture
