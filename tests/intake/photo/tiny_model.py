"""A matting model of one weight a colour, written byte by byte as ONNX lays it out."""

import struct


def colour_model(weights, bias, sigmoid=True):
    """ONNX: each pixel's colours times weights, plus bias, through the sigmoid when asked."""
    kernel = _tensor("w", (1, 3, 1, 1), weights) + _tensor("b", (1,), [bias])
    nodes = _node("Conv", ["x", "w", "b"], "y")
    if sigmoid:
        nodes += _node("Sigmoid", ["y"], "z")
    last = "z" if sigmoid else "y"
    graph = nodes + _text(2, "tiny") + kernel
    graph += _part(11, _value("x", (1, 3, None, None))) + _part(
        12, _value(last, (1, 1, None, None))
    )
    return _number(1, 8) + _part(7, graph) + _part(8, _text(1, "") + _number(2, 13))


def _tensor(name, shape, values):
    raw = struct.pack(f"<{len(values)}f", *values)
    dims = b"".join(_number(1, side) for side in shape)
    return _part(5, dims + _number(2, 1) + _text(8, name) + _part(9, raw))


def _node(kind, given, made):
    return _part(1, b"".join(_text(1, name) for name in given) + _text(2, made) + _text(4, kind))


def _value(name, shape):
    dims = b"".join(
        _part(1, _text(2, f"d{i}") if side is None else _number(1, side))
        for i, side in enumerate(shape)
    )
    return _text(1, name) + _part(2, _part(1, _number(1, 1) + _part(2, dims)))


def _number(field, value):
    return _varint(field << 3) + _varint(value)


def _text(field, value):
    return _part(field, value.encode())


def _part(field, data):
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out) + bytes([value])
