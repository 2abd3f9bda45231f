/** ONNX graphs as they are put together: values by their names, nodes, constants. */
package io.kindling.onnx.graph;
