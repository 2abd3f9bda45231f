/** What threads do that others may interrupt, and what it comes to where they are. */
package io.kindling.kernels.concurrent;
