package io.vestnik.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    /** The examples of every region and type, and what a slip of a finger makes of each. */
    @ParameterizedTest
    @ValueSource(strings = {"RU", "KZ", "US", "IT", "AR"})
    void aNumberIsReadAsTheLibraryReadsIt(String region) {
        PhoneNumbers numbers = new PhoneNumbers(region);
        Map<String, Optional<String>> other = new LinkedHashMap<>();
        int valid = 0;
        List<String> written = written();
        for (String number : written) {
            Optional<String> expected = byLibrary(number, region);
            valid += expected.isPresent() ? 1 : 0;
            if (!numbers.normal(number).equals(expected)) {
                other.put(number, expected);
            }
        }
        assertThat(other).isEmpty();
        assertThat(valid).as("of %d numbers", written.size()).isBetween(written.size() / 10, written.size() * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0079161234567", "00 7 (916) 123-45-67"})
    void twoZerosStandForAPlus(String written) {
        assertThat(new PhoneNumbers("RU").normal(written)).contains("+79161234567");
        assertThat(new PhoneNumbers("DE").normal(written)).contains("+79161234567");
        assertThat(new PhoneNumbers("RU").normal(written.substring(0, written.length() - 4))).isEmpty();
    }

    private static List<String> written() {
        Random random = new Random(7);
        List<String> written = new ArrayList<>();
        for (String region : LIBRARY.getSupportedRegions()) {
            for (PhoneNumberType type : PhoneNumberType.values()) {
                PhoneNumber example = LIBRARY.getExampleNumberForType(region, type);
                if (example != null) {
                    mutate(example, LIBRARY.getNddPrefixForRegion(region, true), random, written);
                }
            }
        }
        for (int code : LIBRARY.getSupportedGlobalNetworkCallingCodes()) {
            mutate(LIBRARY.getExampleNumberForNonGeoEntity(code), null, random, written);
        }
        for (int i = 0; i < 2_000; i++) {
            written.add("+" + Math.abs(random.nextLong() % (long) Math.pow(10, 6 + random.nextInt(11))));
        }
        return written;
    }

    private static void mutate(PhoneNumber example, String nationalPrefix, Random random, List<String> written) {
        String number = LIBRARY.format(example, PhoneNumberFormat.E164);
        String national = LIBRARY.getNationalSignificantNumber(example);
        written.add(number);
        written.add(number + random.nextInt(10));
        written.add(number.substring(0, number.length() - 1));
        written.add("+" + example.getCountryCode() + (nationalPrefix == null ? "0" : nationalPrefix) + national);
        for (int i = 0; i < 6; i++) {
            StringBuilder slipped = new StringBuilder(number);
            slipped.setCharAt(1 + random.nextInt(number.length() - 1), (char) ('0' + random.nextInt(10)));
            written.add(slipped.toString());
        }
    }

    private static Optional<String> byLibrary(String written, String region) {
        try {
            PhoneNumber number = LIBRARY.parse(written, region);
            return LIBRARY.isValidNumber(number) ? Optional.of(LIBRARY.format(number, PhoneNumberFormat.E164)) : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
