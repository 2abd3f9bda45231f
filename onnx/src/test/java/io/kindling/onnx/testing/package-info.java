/** Models and rows for tests. */
package io.kindling.onnx.testing;
