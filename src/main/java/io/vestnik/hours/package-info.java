/** When messages may be sent: windows of days, weekends and holidays, on the clocks of the recipient. Pure; depends on the JDK alone. */
package io.vestnik.hours;
