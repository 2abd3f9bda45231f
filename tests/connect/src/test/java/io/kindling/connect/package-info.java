/** Kindling over Spark Connect: the client has no class of Kindling's. */
package io.kindling.connect;
