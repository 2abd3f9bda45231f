/**
 * Networks: declared, compiled for an input shape, and run on a workspace that holds all buffers.
 */
package io.kindling.kernels.network;
