/** A package like that of a user, which sees what is public and nothing else. */
package io.kindling.kernels.elsewhere;
