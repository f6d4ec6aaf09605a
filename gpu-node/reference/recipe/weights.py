"""Random weights that are the same on every run, compress well and make a model that listens to all of its inputs."""

import torch
from torch import nn

# Significant bits of a weight's mantissa: exact in float16 too, and a third of the size once gzipped.
MANTISSA_BITS = 3


def coarse(values: torch.Tensor) -> torch.Tensor:
    """Rounds to a few significant bits; nothing smaller than float16's normal numbers."""
    mantissa, exponent = torch.frexp(values)
    rounded = torch.ldexp(torch.round(mantissa * 2**MANTISSA_BITS) / 2**MANTISSA_BITS, exponent)
    return torch.where(rounded.abs() < 2**-14, torch.zeros_like(rounded), rounded)


@torch.no_grad()
def fill(module: nn.Module, seed: int) -> nn.Module:
    """Draws every parameter anew: outputs of each layer keep about the size of its inputs."""
    generator = torch.Generator().manual_seed(seed)

    def draw(parameter: torch.Tensor, std: float, mean: float = 0.0) -> None:
        parameter.copy_(coarse(mean + std * torch.randn(parameter.shape, generator=generator)))

    known = set()
    for part in module.modules():
        weight = getattr(part, "weight", None)
        if isinstance(part, (nn.Linear, nn.Conv2d)):
            draw(part.weight, (part.weight[0].numel()) ** -0.5)
            if part.bias is not None:
                draw(part.bias, 0.1)
        elif isinstance(part, nn.Embedding):
            draw(part.weight, 0.5)
        elif isinstance(weight, nn.Parameter):
            draw(weight, 0.1, 1.0)
            if getattr(part, "bias", None) is not None:
                draw(part.bias, 0.1)
        known.update(id(parameter) for parameter in part.parameters(recurse=False))
    for name, parameter in module.named_parameters():
        if parameter.dim() == 1 or id(parameter) in known:
            continue
        draw(parameter, 0.1)
    # Attention that looks at some words more than at others: else every prompt paints nearly the same.
    for name, parameter in module.named_parameters():
        if name.endswith(("to_q.weight", "to_k.weight", "add_k_proj.weight", "add_q_proj.weight", "q_proj.weight", "k_proj.weight")):
            parameter.copy_(coarse(1.75 * parameter))
    return module.eval().requires_grad_(False)


@torch.no_grad()
def scale_output(layer: nn.Module, outputs: torch.Tensor, std: float) -> None:
    """Scales a model's last layer so that outputs like these get this standard deviation."""
    factor = std / outputs.std()
    layer.weight.copy_(coarse(layer.weight * factor))
    layer.bias.copy_(coarse(layer.bias * factor))
