/**
 * The layers: each a record that a user declares, and the kernel that computes it. Kernels hold
 * sizes and offsets only; every array comes from the caller's {@link
 * io.kindling.kernels.layer.LayerBuffers}, is row-major, and is as long as the workspace made it,
 * of which the first {@code rows · size} values count.
 */
package io.kindling.kernels.layer;
