"""From a pipeline to a folder in Optimum's ONNX layout."""

import json
import logging
import pathlib
import shutil
import tempfile

import onnx
import torch
from optimum.exporters.onnx import main_export, onnx_export_from_model
from optimum.exporters.onnx.model_configs import UNetOnnxConfig
from optimum.utils import DummyTimestepInputGenerator

logging.getLogger("optimum").setLevel(logging.ERROR)


class BatchTimesteps(DummyTimestepInputGenerator):
    """A timestep for each sample."""

    def generate(self, input_name: str, framework: str = "pt", int_dtype: str = "int64", float_dtype: str = "fp32"):
        if input_name != "timestep":
            return super().generate(input_name, framework, int_dtype, float_dtype)
        shape = [self.batch_size]
        return self.random_float_tensor(shape, max_value=999, framework=framework, dtype=float_dtype)


class BatchTimestepUNet(UNetOnnxConfig):
    """Optimum's own export but for `timestep`: a vector with one entry a sample instead of a scalar."""

    DUMMY_INPUT_GENERATOR_CLASSES = (
        UNetOnnxConfig.DUMMY_INPUT_GENERATOR_CLASSES[0],
        BatchTimesteps,
        *UNetOnnxConfig.DUMMY_INPUT_GENERATOR_CLASSES[2:],
    )

    @property
    def inputs(self):
        return {**super().inputs, "timestep": {0: "batch_size"}}


def unet_config(pipeline, float_dtype: str) -> BatchTimestepUNet:
    """What Optimum is told of a UNet, as `get_diffusion_models_for_export` sets it up."""
    unet = pipeline.unet
    is_xl = hasattr(pipeline, "text_encoder_2")
    encoder = pipeline.text_encoder_2 if is_xl else pipeline.text_encoder
    unet.config.requires_aesthetics_score = False
    unet.config.text_encoder_projection_dim = encoder.config.projection_dim
    return BatchTimestepUNet(unet.config, task="semantic-segmentation", int_dtype="int64", float_dtype=float_dtype)


def export(
    pipeline,
    folder: pathlib.Path,
    batch_timesteps: bool = False,
    dtype: str = "fp32",
    external: bool = False,
    scheduler: dict | None = None,
    json_tokenizer: bool = False,
):
    """
    Exports a pipeline with Optimum's exporter.

    batch_timesteps: the UNet takes one timestep a sample; Optimum's own export takes one for the whole call
    dtype: fp32 or fp16, of weights, inputs and outputs
    external: weights of the denoiser lie beside it, in `model.onnx_data`
    scheduler: `scheduler_config.json` holds these values alone, as folders by older versions do
    json_tokenizer: tokenizers have `tokenizer.json` alone, without `vocab.json` and `merges.txt` beside it
    """
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as saved:
        pipeline.save_pretrained(saved)
        custom = {"unet": unet_config(pipeline, dtype)} if batch_timesteps else None
        common = {"task": "text-to-image", "custom_onnx_configs": custom, "do_validation": dtype == "fp32"}
        if has_all_parts(pipeline):
            main_export(saved, folder, library_name="diffusers", dtype=dtype, local_files_only=True, **common)
        else:
            # main_export loads the saved folder, which diffusers refuses where a text encoder is left out.
            onnx_export_from_model(pipeline, folder, **common)
    for path in folder.rglob("model.onnx"):
        strip(path, external and path.parent.name in ("unet", "transformer"))
    unused = ["spiece.model", *(["vocab.json", "merges.txt"] if json_tokenizer else [])]
    for path in [path for name in unused for path in folder.rglob(name)]:
        path.unlink()
    for path in (folder / "model_index.json", *folder.rglob("config.json")):
        # It was saved to a temporary folder.
        config = {key: value for key, value in json.loads(path.read_text()).items() if key != "_name_or_path"}
        path.write_text(json.dumps(config, indent=2) + "\n")
    if scheduler is not None:
        (folder / "scheduler/scheduler_config.json").write_text(json.dumps(scheduler, indent=2) + "\n")


def has_all_parts(pipeline) -> bool:
    """Whether none of its text encoders is left out."""
    return all(part is not None for name, part in pipeline.components.items() if name.startswith("text_encoder"))


def strip(path: pathlib.Path, external: bool) -> None:
    """Takes out what no runtime reads: descriptions, scopes, inner shapes; shortens the names inside the graph."""
    model = onnx.load(path)
    graph = model.graph
    kept = {value.name for value in (*graph.input, *graph.output)}
    short: dict[str, str] = {}

    def rename(name: str) -> str:
        return name if not name or name in kept else short.setdefault(name, f"v{len(short)}")

    def visit(part) -> None:
        del part.value_info[:]
        for tensor in part.initializer:
            tensor.name = rename(tensor.name)
            tensor.doc_string = ""
        for node in part.node:
            node.name = node.doc_string = ""
            del node.metadata_props[:]
            node.input[:] = [rename(name) for name in node.input]
            node.output[:] = [rename(name) for name in node.output]
            for attribute in node.attribute:
                if attribute.HasField("g"):
                    visit(attribute.g)

    visit(graph)
    onnx.checker.check_model(model)
    if external:
        onnx.save(model, path, save_as_external_data=True, location="model.onnx_data", size_threshold=256)
    else:
        onnx.save(model, path)
