/**
 * The hub. Each direct sub-package is one room; rooms never depend on each other in a circle, and only {@code platform}
 * knows them all.
 */
package io.vestnik;
