/** Dead letters: what could not be done is seen, explained, sent again or dropped. */
package io.vestnik.parking;
