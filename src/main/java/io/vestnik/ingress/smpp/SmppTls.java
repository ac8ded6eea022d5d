package io.vestnik.ingress.smpp;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.vestnik.settings.VestnikSettings;
import javax.net.ssl.SSLException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/** The certificate of the door, from an SSL bundle of Spring Boot; one that is renewed serves the next connection. */
@Component
class SmppTls {

    private static final String KEY = "vestnik.smpp.ssl-bundle: ";

    private volatile SslContext context; // null: no bundle is set

    /** @throws IllegalArgumentException when the bundle can't serve */
    SmppTls(VestnikSettings settings, SslBundles bundles) {
        String name = settings.smpp().sslBundle();
        if (name != null) {
            try {
                context = context(bundles.getBundle(name));
                bundles.addBundleUpdateHandler(name, renewed -> context = context(renewed));
            } catch (NoSuchSslBundleException e) {
                throw new IllegalArgumentException(KEY + "there is no bundle " + name + " under spring.ssl.bundle", e);
            }
        }
    }

    SslContext context() {
        return context;
    }

    private static SslContext context(SslBundle bundle) {
        try {
            return SslContextBuilder.forServer(bundle.getManagers().getKeyManagerFactory())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException e) {
            throw new IllegalArgumentException(KEY + "can't serve: " + e.getMessage(), e);
        }
    }
}
