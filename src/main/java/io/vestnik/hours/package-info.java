/** When messages may be sent: windows of workdays, weekends and holidays, on the clocks of the recipient. Pure. */
package io.vestnik.hours;
