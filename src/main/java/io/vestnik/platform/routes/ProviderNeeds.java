package io.vestnik.platform.routes;

import io.vestnik.channel.http.HttpAddress;
import io.vestnik.channel.http.HttpApi;
import io.vestnik.route.Fault;
import io.vestnik.settings.ProviderSettings;
import io.vestnik.settings.VestnikSettings.ChannelSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What described APIs need of the settings: a provider that lacks it could send nothing. */
record ProviderNeeds(Map<String, ChannelSettings> channels) {

    /** Each names the setting in its reason, and the file that asks for it. */
    List<Fault> unmet(Collection<RouteFile> files) {
        Map<String, HttpApi> apis = Description.in(files);
        List<Fault> unmet = new ArrayList<>();
        channels.forEach((channel, configured) -> {
            for (int i = 0; i < configured.providers().size(); i++) {
                String key = "vestnik.channels." + channel + ".providers[" + i + "].";
                ProviderSettings provider = configured.providers().get(i);
                String api = provider.api() == null ? describing(channel, apis) : provider.api();
                if (api != null) {
                    String name = Description.fileOf(api);
                    RouteFile file = files.stream().filter(f -> f.name().equals(name)).findFirst().orElse(null);
                    if (file == null) {
                        unmet.add(new Fault(name, 0, key + "api: there is no " + name));
                    } else if (apis.containsKey(api)) { // else it has faults of its own
                        unmet(key, provider, apis.get(api), file, unmet);
                    }
                }
            }
        });
        return unmet;
    }

    /** Null: none. */
    private static String describing(String channel, Map<String, HttpApi> apis) {
        return apis.values().stream().filter(api -> channel.equals(api.channel())).map(HttpApi::name).findFirst().orElse(null);
    }

    private static void unmet(String key, ProviderSettings provider, HttpApi api, RouteFile file, List<Fault> unmet) {
        try {
            HttpAddress.check(provider.uri());
        } catch (IllegalArgumentException e) {
            unmet.add(new Fault(file.name(), 1, key + e.getMessage()));
        }
        for (String need : api.missing(provider)) {
            String setting = need.matches("uri|token|from") ? need : "options." + need;
            unmet.add(new Fault(file.name(), Description.lineOf(file, "needs"), key + setting + ": is needed by " + file.name()));
        }
    }
}
