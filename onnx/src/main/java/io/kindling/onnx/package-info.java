/** Trained models as ONNX graphs, from the raw columns of rows to predictions. */
package io.kindling.onnx;
