/** Numbers on their way between processes. */
package io.kindling.kernels.transport;
