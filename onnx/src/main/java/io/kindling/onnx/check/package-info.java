/** Whether an ONNX file predicts what its model does, by onnxruntime, which is not shipped. */
package io.kindling.onnx.check;
