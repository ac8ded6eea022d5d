package io.vestnik.address;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/** Phone numbers as people write them, to E.164. */
final class PhoneNumbers {

    // the library also reads letters, extensions and what stands around a number: that would call somebody else
    private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9 ()./\\u00A0-]{3,40}");

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final E164 plain = new E164();
    private final String defaultRegion;

    /** @throws IllegalArgumentException when there is no such region */
    PhoneNumbers(String defaultRegion) {
        if (!numbers.getSupportedRegions().contains(defaultRegion)) {
            throw new IllegalArgumentException("vestnik.default-region: must be a country as in ISO 3166-1, as RU");
        }
        this.defaultRegion = defaultRegion;
    }

    /** Empty: no such number can exist. */
    Optional<String> normal(String written) {
        PhoneNumber known = plain.read(written);
        if (known != null) {
            return numbers.isValidNumber(known) ? Optional.of(written) : Optional.empty();
        }
        if (!WRITTEN.matcher(written).matches()) {
            return Optional.empty();
        }
        Optional<String> asDialled = parse(written);
        // 00 is + in most of the world, also where one dials something else
        return asDialled.isEmpty() && written.startsWith("00") ? parse("+" + written.substring(2)) : asDialled;
    }

    private Optional<String> parse(String written) {
        try {
            PhoneNumber number = numbers.parse(written, defaultRegion);
            return numbers.isValidNumber(number)
                    ? Optional.of(numbers.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
