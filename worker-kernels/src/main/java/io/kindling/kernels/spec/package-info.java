/**
 * What a user declares, and how a declaration is read: settings that know their place in a file,
 * catalogues in which a name meets its record, and errors that name place, found and expected.
 */
package io.kindling.kernels.spec;
