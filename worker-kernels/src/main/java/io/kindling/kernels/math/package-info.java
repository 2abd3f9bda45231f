/** Functions of whole arrays of float32, in loops that the JIT compiler makes vector code of. */
package io.kindling.kernels.math;
