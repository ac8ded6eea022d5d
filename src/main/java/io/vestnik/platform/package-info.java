/** The wiring of the process: what every room stands on. It may know all rooms, none may know it but by its beans. */
package io.vestnik.platform;
