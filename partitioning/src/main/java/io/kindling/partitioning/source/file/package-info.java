/** Files as users name them and as Hadoop finds, opens and refuses them. */
package io.kindling.partitioning.source.file;
