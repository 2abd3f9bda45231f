/** Real clusters on this machine. */
package io.kindling.tests.cluster;
