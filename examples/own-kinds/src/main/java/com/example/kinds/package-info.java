/** Kinds of one's own: only what is public of Kindling can be reached from here. */
package com.example.kinds;
