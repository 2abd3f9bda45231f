/** What threads do that others may interrupt. */
package io.kindling.kernels.concurrent;
