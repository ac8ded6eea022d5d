/** Reading untrusted JSON so that every error is found and pointed at. Knows no field of the contract. */
package io.vestnik.form;
