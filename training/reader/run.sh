#!/usr/bin/env bash
# Trains the reader from the beginning and puts it into the package: run.sh GOLD_FOLDER PRETRAINED_FOLDER [SEED]
set -euo pipefail
cd "$(dirname "$0")/../.."
gold=$1 pretrained=$2 seed=${3:-1}
work=checkpoints/reader$seed fold=$((seed % 5)) model=analysis/models/reader.onnx
mkdir -p "$work"
export OMP_WAIT_POLICY=PASSIVE
python -m training.reader.train "$gold" "$pretrained" "$work" --epochs 6 --seed "$seed" | tee -a "$work.log"
python -m training.reader.export "$work/epoch5.pt" $model --fp32 "$work/fp32.onnx"
python -m training.reader.calibrate "$gold" $model --fold $fold
python -m training.reader.evaluate "$gold" "$work/fp32.onnx" --fold $fold
python -m training.reader.evaluate "$gold" $model --fold $fold
sha256sum $model
