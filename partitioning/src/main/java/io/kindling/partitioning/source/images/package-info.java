/** Folders of images. */
@NullMarked
package io.kindling.partitioning.source.images;

import org.jspecify.annotations.NullMarked;
