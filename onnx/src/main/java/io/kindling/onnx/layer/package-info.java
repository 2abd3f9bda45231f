/** Which nodes of ONNX compute each layer. */
package io.kindling.onnx.layer;
