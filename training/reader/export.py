"""Export a checkpoint as one ONNX file with eight-bit weights.

python -m training.reader.export CHECKPOINT OUT.onnx [--fp32 FILE]
"""

import argparse
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from analysis.reader.encoding import WINDOW
from training.reader.model import Reader, load_reader

OUTPUTS = ("tags", "names", "acts", "links", "positions")
OPSET = 17


class SmallEmbedding(nn.Module):
    """An embedding in eight bits with one scale for each row: a quarter of the size, hardly another value."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.rows: Tensor
        self.scale: Tensor
        self.register_buffer("rows", (weight / scale).round().clamp(-127, 127).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Look rows up."""
        return self.rows[ids].float() * self.scale[ids]


def export_network(reader: Reader, path: Path) -> None:
    """Export with weights of 32 bits, but for the word embedding."""
    reader.eval()
    ids = torch.randint(1000, 2000, (2, 40))
    batch, length = {0: "batch"}, {0: "batch", 1: "length"}  # a batch holds inputs of one length: no padding
    torch.onnx.export(
        reader,
        (ids, torch.zeros_like(ids), torch.zeros(2, 2, dtype=torch.long)),
        str(path),
        input_names=["ids", "shapes", "marks"],
        output_names=list(OUTPUTS),
        dynamic_axes={"ids": length, "shapes": length, "marks": batch}
        | dict.fromkeys(OUTPUTS[:4], length)
        | {"positions": batch},
        opset_version=OPSET,
        dynamo=False,
    )


def prepare(reader: Reader) -> Reader:
    """Make the word embedding small and cut the places that no window reaches."""
    reader.encoder.words = SmallEmbedding(reader.encoder.words.weight.detach())  # type: ignore[assignment]
    reader.encoder.places = nn.Embedding.from_pretrained(reader.encoder.places.weight[: WINDOW + 2].detach())
    return reader


def quantize(source: Path, target: Path, *, unsigned: bool, reduce_range: bool) -> None:
    """Quantize the encoder's and heads' weights by channel; activations are quantized as they come."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared),
            str(target),
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            reduce_range=reduce_range,
            weight_type=QuantType.QUInt8 if unsigned else QuantType.QInt8,
        )


def main() -> None:
    """Export and quantize."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fp32", type=Path, help="keep the file before quantization here")
    parser.add_argument("--unsigned", action="store_true")
    parser.add_argument("--full-range", action="store_true")
    arguments = parser.parse_args()
    reader = load_reader(arguments.checkpoint)
    fp32 = arguments.fp32 or arguments.out.with_suffix(".fp32.onnx")
    export_network(prepare(reader), fp32)
    quantize(fp32, arguments.out, unsigned=arguments.unsigned, reduce_range=not arguments.full_range)
    print(f"{arguments.out}: {arguments.out.stat().st_size / 1e6:.1f} MB")
    if not arguments.fp32:
        fp32.unlink()


if __name__ == "__main__":
    main()
