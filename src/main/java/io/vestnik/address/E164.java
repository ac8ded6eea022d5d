package io.vestnik.address;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import com.google.i18n.phonenumbers.metadata.source.MetadataSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Numbers that are written as E.164 already. The library's parser takes 15 µs to find out what may be written around a number;
 * nothing is around these, and if no national prefix can hide in them either, its parse would give them back as they are.
 */
final class E164 {

    private static final Pattern NOTHING = Pattern.compile("");

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final MetadataSource metadata =
            DefaultMetadataDependenciesProvider.getInstance().getPhoneNumberMetadataSource();
    private final Set<Integer> codes = new HashSet<>(numbers.getSupportedCallingCodes());
    /** By calling code: how a national prefix of the region that leads it looks; {@link #NOTHING}: it has none. */
    private final Map<Integer, Pattern> nationalPrefixes = new ConcurrentHashMap<>();

    E164() {
        codes.removeAll(numbers.getSupportedGlobalNetworkCallingCodes()); // of no region
    }

    /** What the library's parser would make of it; null: ask the parser. */
    PhoneNumber read(String written) {
        if (!isPlain(written)) {
            return null;
        }
        int code = 0;
        for (int i = 1; i <= 3; i++) { // no calling code is the beginning of another
            code = code * 10 + written.charAt(i) - '0';
            if (codes.contains(code)) {
                String national = written.substring(i + 1);
                Pattern prefix = nationalPrefixes.computeIfAbsent(code, this::nationalPrefix);
                boolean prefixed = prefix != NOTHING && prefix.matcher(national).lookingAt();
                return national.charAt(0) == '0' || prefixed
                        ? null
                        : new PhoneNumber().setCountryCode(code).setNationalNumber(Long.parseLong(national));
            }
        }
        return null;
    }

    private Pattern nationalPrefix(int code) {
        String prefix = metadata.getMetadataForRegion(numbers.getRegionCodeForCountryCode(code)).getNationalPrefixForParsing();
        return prefix.isEmpty() ? NOTHING : Pattern.compile(prefix);
    }

    /** A plus and 7 to 15 digits of ASCII. */
    private static boolean isPlain(String written) {
        if (written.length() < 8 || written.length() > 16 || written.charAt(0) != '+' || written.charAt(1) == '0') {
            return false;
        }
        for (int i = 1; i < written.length(); i++) {
            if (written.charAt(i) < '0' || written.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
