/** Folders of images. */
@NullMarked
package io.kindling.partitioning.format.images;

import org.jspecify.annotations.NullMarked;
