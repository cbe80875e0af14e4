"""A voice for Piper of 5 kB: each phoneme is a tone, with as much noise as it is told to add."""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

RATE, HOP = 22_050, 1_024
"""Samples per second, and for each phoneme."""


def make(folder: Path, *, tells: bool = False) -> Path:
    """Write the model and its settings; with ``tells`` it gives too how long each phoneme lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    constants = {
        "time": np.arange(HOP, dtype=np.float32)[None, None] / RATE * 2 * np.pi,
        "step": np.float32(15.0),
        "low": np.float32(90.0),
        "loud": np.float32(0.2),
        "last": np.array([2], np.int64),
        "first": np.array([0], np.int64),
        "second": np.array([1], np.int64),
        "long": np.array([1, 1, -1], np.int64),
    }
    nodes = [
        helper.make_node("Cast", ["input"], ["ids"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["ids", "step"], ["steps"]),
        helper.make_node("Add", ["steps", "low"], ["pitch"]),
        helper.make_node("Unsqueeze", ["pitch", "last"], ["pitches"]),
        helper.make_node("Mul", ["pitches", "time"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["waves"]),
        helper.make_node("Mul", ["waves", "loud"], ["tones"]),
        helper.make_node("RandomNormalLike", ["tones"], ["noise"]),
        helper.make_node("Slice", ["scales", "first", "second"], ["much"]),
        helper.make_node("Mul", ["noise", "much"], ["noises"]),
        helper.make_node("Add", ["tones", "noises"], ["sounds"]),
        helper.make_node("Reshape", ["sounds", "long"], ["output"]),
    ]
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, None])]
    if tells:
        nodes += [
            helper.make_node("Mul", ["ids", "nothing"], ["none"]),
            helper.make_node("Add", ["none", "steps_each"], ["durations"]),
        ]
        constants |= {"nothing": np.float32(0.0), "steps_each": np.float32(HOP / 256)}
        outputs.append(helper.make_tensor_value_info("durations", TensorProto.FLOAT, [1, None]))
    graph = helper.make_graph(
        nodes,
        "tones",
        [
            helper.make_tensor_value_info("input", TensorProto.INT64, [1, None]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        ],
        outputs,
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    path = folder / "en_GB-tones-low.onnx"
    onnx.save(model, path)
    settings = {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": "en-gb-x-rp"},
        "language": {"code": "en_GB"},
        "num_symbols": 256,
        "num_speakers": 1,
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
        "hop_length": 256,
    }
    path.with_name(f"{path.name}.json").write_text(json.dumps(settings))
    return path
