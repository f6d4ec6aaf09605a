"""One tiny pipeline of each layout, as diffusers builds it from its parts."""

import functools
import pathlib
import tempfile

from diffusers import (
    DDIMScheduler,
    DPMSolverMultistepScheduler,
    EulerAncestralDiscreteScheduler,
    EulerDiscreteScheduler,
    FlowMatchEulerDiscreteScheduler,
    FluxPipeline,
    LCMScheduler,
    PNDMScheduler,
    StableDiffusion3Pipeline,
    StableDiffusionPipeline,
    StableDiffusionXLPipeline,
)

import parts
import words

# As the published folders have them; each scheduler's class takes what it knows and keeps the rest for others.
BETAS = {
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "num_train_timesteps": 1000,
    "clip_sample": False,
    "set_alpha_to_one": False,
    "skip_prk_steps": True,
    "steps_offset": 1,
}
SCRATCH = pathlib.Path(tempfile.mkdtemp())

clip_words = functools.partial(words.clip_tokenizer, SCRATCH / "clip")

KARRAS = {"_class_name": "DPMSolverMultistepScheduler", **BETAS, "use_karras_sigmas": True}


def sd1(fast_tokenizer: bool = True, karras: bool = False, half: bool = False):
    """Stable Diffusion 1.x: epsilon, leading timesteps from 1."""
    kind, config = (DPMSolverMultistepScheduler, KARRAS) if karras else (PNDMScheduler, BETAS)
    return StableDiffusionPipeline(
        text_encoder=parts.clip_encoder(11, 16, projected=False),
        tokenizer=clip_words(fast=fast_tokenizer),
        unet=parts.unet(12, cross=16, half=half),
        vae=parts.autoencoder(13, scaling=0.18215),
        scheduler=kind.from_config(config),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def lcm():
    """Stable Diffusion 1.x distilled to a latent consistency model: the UNet is told its guidance."""
    pipeline = sd1()
    pipeline.unet = parts.unet(14, cross=16, time_cond_proj_dim=8)
    pipeline.scheduler = LCMScheduler.from_config({**BETAS, "timestep_spacing": "leading"})
    return pipeline


def sd2(turbo: bool = False):
    """Stable Diffusion 2.x: wider text encoder padded with `!`, linear projections, v-prediction, zero-terminal SNR."""
    config = {**BETAS, "timestep_spacing": "trailing"}
    zero_snr = {"prediction_type": "v_prediction", "rescale_betas_zero_snr": True}
    velocity = DDIMScheduler.from_config({**config, **zero_snr})
    noise = EulerDiscreteScheduler.from_config({**config, "prediction_type": "epsilon"})
    return StableDiffusionPipeline(
        text_encoder=parts.clip_encoder(21, 12, projected=False, act="gelu"),
        tokenizer=clip_words(pad="!"),
        unet=parts.unet(22, cross=12, use_linear_projection=True, attention_head_dim=(2, 4)),
        vae=parts.autoencoder(13, scaling=0.18215),
        scheduler=noise if turbo else velocity,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def sdxl(turbo: bool = False, half: bool = False):
    """SDXL: two text encoders, the second one pooled and projected; sizes as an input."""
    usual = EulerDiscreteScheduler.from_config({**BETAS, "timestep_spacing": "leading"})
    quick = EulerAncestralDiscreteScheduler.from_config({**BETAS, "timestep_spacing": "trailing"})
    return StableDiffusionXLPipeline(
        text_encoder=parts.clip_encoder(31, 8, projected=False),
        text_encoder_2=parts.clip_encoder(32, 12, projected=True, layers=3, act="gelu"),
        tokenizer=clip_words(),
        tokenizer_2=clip_words(pad="!"),
        unet=parts.unet(
            33,
            cross=20,
            half=half,
            use_linear_projection=True,
            attention_head_dim=(2, 4),
            transformer_layers_per_block=1,
            addition_embed_type="text_time",
            addition_time_embed_dim=4,
            projection_class_embeddings_input_dim=12 + 6 * 4,
        ),
        vae=parts.autoencoder(13, scaling=0.13025, upcast=not half),
        scheduler=quick if turbo else usual,
        force_zeros_for_empty_prompt=True,
    )


def sd3(with_t5: bool = True):
    """SD 3: two projected CLIP encoders and a T5, a flow-matching transformer, a constant shift."""
    return StableDiffusion3Pipeline(
        text_encoder=parts.clip_encoder(41, 8, projected=True),
        text_encoder_2=parts.clip_encoder(32, 12, projected=True, layers=3, act="gelu"),
        text_encoder_3=parts.t5_encoder(42, 24) if with_t5 else None,
        tokenizer=clip_words(),
        tokenizer_2=clip_words(pad="!"),
        tokenizer_3=words.t5_tokenizer(SCRATCH / "t5") if with_t5 else None,
        transformer=parts.sd3_transformer(43, joint=24, pooled=20),
        vae=parts.autoencoder(44, scaling=1.5305, shift=0.0609, quant=False),
        scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
    )


def flux(guided: bool = True):
    """FLUX: CLIP's pooled and T5's per-word embeddings, packed latents; dev has a dynamic shift, schnell none."""
    dynamic = FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True)
    return FluxPipeline(
        text_encoder=parts.clip_encoder(11, 16, projected=False),
        text_encoder_2=parts.t5_encoder(42, 24),
        tokenizer=clip_words(),
        tokenizer_2=words.t5_tokenizer(SCRATCH / "t5"),
        transformer=parts.flux_transformer(51 if guided else 52, joint=24, pooled=16, guided=guided),
        vae=parts.autoencoder(53, scaling=0.3611, shift=0.1159, quant=False),
        scheduler=dynamic if guided else FlowMatchEulerDiscreteScheduler(shift=1.0),
    )


# Each folder's name, its pipeline and how it is exported.
FAMILIES = {
    "sd1": (sd1, {"batch_timesteps": True, "json_tokenizer": True}),
    "sdxl": (sdxl, {"batch_timesteps": True}),
    "sd1-optimum": (functools.partial(sd1, fast_tokenizer=False), {}),
    "sd1-karras": (functools.partial(sd1, karras=True), {"batch_timesteps": True, "scheduler": KARRAS}),
    "lcm": (lcm, {}),
    "sd1-fp16": (functools.partial(sd1, half=True), {"batch_timesteps": True, "dtype": "fp16"}),
    "sd2": (sd2, {"batch_timesteps": True}),
    "sd-turbo": (functools.partial(sd2, turbo=True), {"batch_timesteps": True}),
    "sdxl-turbo": (functools.partial(sdxl, turbo=True), {"batch_timesteps": True}),
    "sdxl-external": (sdxl, {"external": True}),
    "sdxl-fp16": (functools.partial(sdxl, half=True), {"dtype": "fp16"}),
    "sd3": (sd3, {}),
    "sd3-no-t5": (functools.partial(sd3, with_t5=False), {}),
    "flux-dev": (flux, {}),
    "flux-schnell": (functools.partial(flux, guided=False), {}),
}
