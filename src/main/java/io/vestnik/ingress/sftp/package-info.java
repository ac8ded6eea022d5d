/**
 * The built-in SFTP server: who logs in, what a user may see and store, and which uploads are complete. What the files say is
 * {@code file}'s.
 */
package io.vestnik.ingress.sftp;
