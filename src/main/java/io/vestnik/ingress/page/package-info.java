/** The door for people: who has a link needs no login. */
package io.vestnik.ingress.page;
