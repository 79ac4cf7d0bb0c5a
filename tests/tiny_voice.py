"""A Piper voice of a few hundred bytes: each phoneme hums for 20 ms times the length asked for."""

import json
from pathlib import Path

FLOAT, INT64 = 1, 7  # TensorProto.DataType
SAMPLES = 441  # of a phoneme at length 1: 20 ms at 22 050 Hz
NUMBERS = {"^": [1], "_": [0], "$": [2]} | {
    sign: [number] for number, sign in enumerate("abcdefghijklmnopqrstuvwxyz12345ɑəχˈ.,", 10)
}


def tiny_voice(folder: Path, espeak_voice: str = "cmn", name: str = "tiny") -> Path:
    """Writes ``<name>.onnx`` and ``<name>.onnx.json`` and returns the first."""
    path = folder / f"{name}.onnx"
    path.write_bytes(_model())
    description = {
        "audio": {"sample_rate": 22050},
        "espeak": {"voice": espeak_voice},
        "inference": {"noise_scale": 0.0, "length_scale": 1.0, "noise_w": 0.0},
        "phoneme_type": "espeak",
        "phoneme_id_map": NUMBERS,
        "num_speakers": 1,
    }
    path.with_name(f"{name}.onnx.json").write_text(json.dumps(description))
    return path


def _model() -> bytes:
    """ModelProto: sin(cumulated, repeated input), repeated SAMPLES x scales[1] times."""
    nodes = [
        _node("Cast", ["input"], "numbers", _integer("to", FLOAT)),
        _node("Gather", ["scales", "second"], "length"),
        _node("Mul", ["length", "samples"], "wanted"),
        _node("Cast", ["wanted"], "times", _integer("to", INT64)),
        _node("Concat", ["one", "times"], "repeats", _integer("axis", 0)),
        _node("Tile", ["numbers", "repeats"], "rows"),
        _node("Sin", ["rows"], "output"),
    ]
    constants = [
        _constant("second", INT64, (1).to_bytes(8, "little")),
        _constant("samples", FLOAT, b"\x00\x80\xdc\x43"),  # 441.0
        _constant("one", INT64, (1).to_bytes(8, "little")),
    ]
    inputs = [
        _value("input", INT64, 2),
        _value("input_lengths", INT64, 1),
        _value("scales", FLOAT, 1),
    ]
    graph = b"".join(_part(1, node) for node in nodes) + _part(2, b"tiny")
    graph += b"".join(_part(5, constant) for constant in constants)
    graph += b"".join(_part(11, value) for value in inputs) + _part(12, _value("output", FLOAT, 2))
    return _number(1, 8) + _part(7, graph) + _part(8, _part(1, b"") + _number(2, 17))


def _node(op: str, inputs: list[str], output: str, attribute: bytes = b"") -> bytes:
    names = b"".join(_part(1, name.encode()) for name in inputs)
    return names + _part(2, output.encode()) + _part(4, op.encode()) + attribute


def _integer(name: str, value: int) -> bytes:
    return _part(5, _part(1, name.encode()) + _number(3, value) + _number(20, 2))


def _constant(name: str, kind: int, raw: bytes) -> bytes:
    return _number(1, 1) + _number(2, kind) + _part(8, name.encode()) + _part(9, raw)


def _value(name: str, kind: int, dimensions: int) -> bytes:
    shape = b"".join(_part(1, _part(2, f"{name}{n}".encode())) for n in range(dimensions))
    return _part(1, name.encode()) + _part(2, _part(1, _number(1, kind) + _part(2, shape)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _part(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
