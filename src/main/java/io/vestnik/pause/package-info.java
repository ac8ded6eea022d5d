/**
 * Kill switches: providers, channels and accounts of which nothing leaves until they are resumed. The claim reads their rows in
 * its own statement ({@code egress/ClaimRows}); all else here saves others from trying in vain.
 */
package io.vestnik.pause;
