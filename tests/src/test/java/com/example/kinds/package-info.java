/** Kinds that a user of Kindling could write: only what is public can be reached from here. */
package com.example.kinds;
