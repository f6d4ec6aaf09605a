"""The models a pipeline is made of, as small as their real shapes allow."""

import math

import torch
from diffusers import AutoencoderKL, FluxTransformer2DModel, SD3Transformer2DModel, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, T5Config, T5EncoderModel

from weights import coarse, fill, scale_output

VOCABULARY = 610
T5_VOCABULARY = 90


def clip_encoder(seed: int, width: int, projected: bool, layers: int = 2, act: str = "quick_gelu"):
    """A CLIP text encoder; `eos_token_id` 2 is what the published configurations say, whatever the vocabulary."""
    config = CLIPTextConfig(
        vocab_size=VOCABULARY,
        hidden_size=width,
        intermediate_size=2 * width,
        num_hidden_layers=layers,
        num_attention_heads=2,
        projection_dim=width,
        max_position_embeddings=77,
        hidden_act=act,
        bos_token_id=0,
        eos_token_id=2,
        pad_token_id=1,
    )
    return fill((CLIPTextModelWithProjection if projected else CLIPTextModel)(config), seed)


def t5_encoder(seed: int, width: int):
    """The encoder half of a T5 v1.1."""
    config = T5Config(
        vocab_size=T5_VOCABULARY,
        d_model=width,
        d_kv=4,
        d_ff=2 * width,
        num_layers=2,
        num_heads=2,
        feed_forward_proj="gated-gelu",
        is_encoder_decoder=False,
        use_cache=False,
    )
    return fill(T5EncoderModel(config), seed)


@torch.no_grad()
def autoencoder(seed: int, scaling: float, shift: float | None = None, channels: int = 4, quant: bool = True, upcast: bool = True):
    """A VAE of the usual factor 8; SD 3 and FLUX have no 1x1 convolutions around their latents. `upcast`: float16 does not do."""
    vae = AutoencoderKL(
        block_out_channels=(4, 4, 4, 4),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=1,
        norm_num_groups=2,
        latent_channels=channels,
        sample_size=64,
        scaling_factor=scaling,
        shift_factor=shift,
        use_quant_conv=quant,
        use_post_quant_conv=quant,
        force_upcast=upcast,
    )
    fill(vae, seed)
    # Only the first level of the decoder looks at neighbours: pictures of few different values, small as PNG.
    for part in (*vae.decoder.up_blocks[1:], vae.decoder.conv_out):
        for layer in part.modules():
            if isinstance(layer, torch.nn.Conv2d) and layer.kernel_size == (3, 3):
                centre = layer.weight[:, :, 1, 1].clone()
                layer.weight.zero_()
                layer.weight[:, :, 1, 1] = coarse(3 * centre)
    # Latents of about standard size with a spread of a third of it, and pictures that use the range without being cut.
    picture = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(1)) * 2 - 1
    last = vae.quant_conv if quant else vae.encoder.conv_out
    mean, spread = last.weight[:channels], last.weight[channels:]
    mean.copy_(coarse(mean / scaling / vae.encode(picture).latent_dist.mean.std()))
    spread.copy_(coarse(spread * 0.5 / vae.encode(picture).latent_dist.logvar.std()))
    last.bias[channels:] = coarse(torch.tensor(2 * math.log(0.3 / scaling)))
    latents = torch.randn(1, channels, 8, 8, generator=torch.Generator().manual_seed(2)) / scaling
    scale_output(vae.decoder.conv_out, vae.decode(latents).sample, 0.4)
    return vae


@torch.no_grad()
def unet(seed: int, cross: int, half: bool = False, **config):
    """
    A UNet of two levels with attention on the first. `half`: it says less, so that float16's rounding, 0.0005 of a value in
    each of its layers, stays below what latents are compared within.
    """
    model = UNet2DConditionModel(
        **{
            "sample_size": 8,
            "in_channels": 4,
            "out_channels": 4,
            "block_out_channels": (8, 16),
            "layers_per_block": 1,
            "norm_num_groups": 4,
            "attention_head_dim": 2,
            "cross_attention_dim": cross,
            "down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"),
            "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D"),
            **config,
        }
    )
    fill(model, seed)
    noise = torch.Generator().manual_seed(3)
    added = None
    if config.get("addition_embed_type") == "text_time":
        pooled = config["projection_class_embeddings_input_dim"] - 6 * config["addition_time_embed_dim"]
        sizes = torch.tensor([[64.0, 64, 0, 0, 64, 64]])
        added = {"text_embeds": torch.randn(1, pooled, generator=noise), "time_ids": sizes}
    output = model(
        torch.randn(1, 4, 8, 8, generator=noise), 500, torch.randn(1, 77, cross, generator=noise), added_cond_kwargs=added
    )
    scale_output(model.conv_out, output.sample, 0.08 if half else 0.7)
    return model


@torch.no_grad()
def sd3_transformer(seed: int, joint: int, pooled: int):
    """An MM-DiT of two blocks."""
    model = SD3Transformer2DModel(
        sample_size=16,
        patch_size=2,
        in_channels=4,
        out_channels=4,
        num_layers=2,
        attention_head_dim=8,
        num_attention_heads=2,
        joint_attention_dim=joint,
        caption_projection_dim=16,
        pooled_projection_dim=pooled,
        pos_embed_max_size=24,
    )
    fill(model, seed)
    noise = torch.Generator().manual_seed(4)
    output = model(
        hidden_states=torch.randn(1, 4, 8, 8, generator=noise),
        encoder_hidden_states=torch.randn(1, 77, joint, generator=noise),
        pooled_projections=torch.randn(1, pooled, generator=noise),
        timestep=torch.tensor([500.0]),
    )
    scale_output(model.proj_out, output.sample, 0.7)
    return model


@torch.no_grad()
def flux_transformer(seed: int, joint: int, pooled: int, guided: bool):
    """A FLUX transformer of one double and one single block; `guided`: distilled guidance is an input."""
    model = FluxTransformer2DModel(
        patch_size=1,
        in_channels=16,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=8,
        num_attention_heads=2,
        joint_attention_dim=joint,
        pooled_projection_dim=pooled,
        guidance_embeds=guided,
        axes_dims_rope=(2, 2, 4),
    )
    fill(model, seed)
    noise = torch.Generator().manual_seed(5)
    output = model(
        hidden_states=torch.randn(1, 16, 16, generator=noise),
        encoder_hidden_states=torch.randn(1, 77, joint, generator=noise),
        pooled_projections=torch.randn(1, pooled, generator=noise),
        timestep=torch.tensor([0.5]),
        guidance=torch.tensor([3.5]) if guided else None,
        img_ids=torch.zeros(16, 3),
        txt_ids=torch.zeros(77, 3),
    )
    scale_output(model.proj_out, output.sample, 0.7)
    return model
