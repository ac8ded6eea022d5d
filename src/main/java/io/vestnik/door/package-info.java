/** What every entrance of the hub has in common. */
package io.vestnik.door;
