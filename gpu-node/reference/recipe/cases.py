"""What is painted: every sampler on every layout that works with it, in several sizes, seeds and step counts."""

FOX = "a photo of a red fox in the snow"
PENGUINS = "two penguins on an iceberg under a pink sky, oil on canvas"
ODD = "A Café at NIGHT -- it's 3 o'clock!!"
LONG = ", ".join(["an old wizard with a long white beard, portrait, highly detailed"] * 9)
BLURRY = "blurry, low quality"

SQUARE, WIDE, TALL = (64, 64), (96, 64), (64, 128)

DDIM, PNDM = "DDIMScheduler", "PNDMScheduler"
EULER, ANCESTRAL = "EulerDiscreteScheduler", "EulerAncestralDiscreteScheduler"
DPM, LCM, FLOW = "DPMSolverMultistepScheduler", "LCMScheduler", "FlowMatchEulerDiscreteScheduler"
ALL = (DDIM, PNDM, EULER, ANCESTRAL, DPM, LCM)

CASES: dict[str, dict] = {}


def case(model: str, sampler: str, steps: int, size=SQUARE, prompt=FOX, negative="", guidance=2.5, seed=1, how="", **more):
    """One picture; `how` tells it from others of the same model, sampler and steps."""
    name = "-".join(part for part in (model, sampler.removesuffix("Scheduler").lower(), str(steps), how) if part)
    if name in CASES:
        raise ValueError(f"two cases are called {name}")
    CASES[name] = {
        "model": model,
        "sampler": sampler,
        "steps": steps,
        "width": size[0],
        "height": size[1],
        "prompt": prompt,
        "negative_prompt": negative,
        "guidance": guidance,
        "seed": seed,
        **more,
    }


for seed, sampler in enumerate(ALL):
    case("sd1", sampler, 6, seed=seed, negative=BLURRY)
    case("sd1", sampler, 13, WIDE, PENGUINS, guidance=1.0, seed=40 + seed)
    case("sd2", sampler, 5, TALL, PENGUINS, seed=seed)
    case("sdxl", sampler, 5, WIDE, seed=4294967290 + seed)
case("sd1", DDIM, 4, prompt=ODD, how="odd-prompt")
case("sd1", DDIM, 4, prompt=LONG, how="long-prompt")
case("sd1", DDIM, 4, prompt="", how="empty-prompt")
case("sd1", PNDM, 1)
case("sd1", DPM, 1)
case("sd1", DPM, 25)
for steps in (7, 16):
    case("sd1-karras", DPM, steps, WIDE, seed=steps)
for sampler in ALL:
    # Each class has defaults of its own for what this folder's configuration leaves out.
    if sampler != DPM:
        case("sd1-karras", sampler, 7, guidance=1.0)
case("sd2", DDIM, 3, prompt=LONG, negative=BLURRY, how="long-prompt")
for sampler in (EULER, ANCESTRAL, LCM):
    case("sd-turbo", sampler, 1, guidance=0.0)
    case("sd-turbo", sampler, 4, WIDE, PENGUINS, guidance=0.0)
case("sdxl", EULER, 5, negative=BLURRY, how="negative")
case("sdxl", EULER, 4, TALL, ODD, guidance=1.0, how="unguided")
case("sdxl", DPM, 8, prompt=LONG, how="long-prompt")
for steps in (1, 2, 4):
    case("sdxl-turbo", ANCESTRAL, steps, guidance=0.0, seed=steps)
case("sd1-optimum", PNDM, 5, prompt=ODD, negative=BLURRY)
case("sd1-optimum", DDIM, 5, prompt=LONG)
case("sdxl-external", EULER, 3, prompt=PENGUINS)
for steps in (1, 2, 4):
    case("lcm", LCM, steps, WIDE, guidance=8.0, seed=steps)
# Fewer steps for DDIM, whose arithmetic diffusers does in float16 too.
for sampler, steps in ((DDIM, 2), (EULER, 6), (DPM, 6)):
    case("sd1-fp16", sampler, steps, negative=BLURRY, guidance=1.5)
    case("sdxl-fp16", sampler, steps, WIDE, guidance=1.0)
case("sd3", FLOW, 5, negative=BLURRY)
case("sd3", FLOW, 7, WIDE, PENGUINS, guidance=1.0)
case("sd3", FLOW, 2, TALL, LONG, how="long-prompt")
case("sd3-no-t5", FLOW, 5)
case("flux-dev", FLOW, 5, guidance=3.5)
case("flux-dev", FLOW, 3, (96, 128), PENGUINS, guidance=2.0)
case("flux-schnell", FLOW, 1, guidance=0.0)
case("flux-schnell", FLOW, 4, WIDE, ODD, guidance=0.0)

for sampler in ALL:
    case("sd1", sampler, 10, how="from-picture", strength=0.8)
    case("sd1", sampler, 10, WIDE, how="inpaint", strength=0.8, masked=True)
for sampler in (DDIM, EULER, DPM):
    case("sd1", sampler, 10, how="from-picture-half", strength=0.5, guidance=1.0)
    case("sd1", sampler, 7, how="inpaint-half", strength=0.5, masked=True)
    case("sd1", sampler, 5, how="inpaint-whole", strength=1.0, masked=True)
for sampler in (EULER, ANCESTRAL, DPM):
    case("sdxl", sampler, 8, how="from-picture", strength=0.5)
    case("sdxl", sampler, 8, how="inpaint", strength=0.8, masked=True)
for sampler in ALL:
    case("sd2", sampler, 7, how="from-picture", strength=0.6)
for sampler in (EULER, DPM):
    case("sd2", sampler, 4, TALL, how="inpaint-whole", strength=1.0, masked=True)
    case("sd1-karras", sampler, 9, how="from-picture", strength=0.6)
case("lcm", LCM, 6, how="from-picture", strength=0.5)
case("sd1-optimum", EULER, 6, WIDE, how="from-picture", strength=0.5)
case("sdxl-turbo", ANCESTRAL, 4, how="from-picture", strength=0.5, guidance=0.0)
case("sd3", FLOW, 6, how="from-picture", strength=0.8)
case("flux-dev", FLOW, 5, how="from-picture", strength=0.5)
case("flux-schnell", FLOW, 4, WIDE, guidance=0.0, how="inpaint", strength=0.7, masked=True)
