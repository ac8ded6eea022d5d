/** Who changed what in the running of the hub: written in the transaction of the change, never altered. */
package io.vestnik.audit;
