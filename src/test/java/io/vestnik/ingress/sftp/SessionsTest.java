package io.vestnik.ingress.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.vestnik.account.Account;
import io.vestnik.account.Accounts;
import io.vestnik.account.Door;
import io.vestnik.account.LoginBackoff;
import io.vestnik.settings.VestnikSettings;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may be here at once. */
class SessionsTest {

    private static final int MOST = 3;

    private final Accounts accounts = mock(Accounts.class);
    private final VestnikSettings settings = mock(VestnikSettings.class, RETURNS_DEEP_STUBS);
    private final List<Session> closed = new ArrayList<>();
    private Sessions sessions;

    @BeforeEach
    void open() {
        Account school = mock(Account.class);
        when(school.id()).thenReturn("school");
        when(accounts.loginOwner(Door.SFTP, "school")).thenReturn(Optional.of(school));
        when(accounts.isOpen("school")).thenReturn(true);
        when(settings.sftp().sessions()).thenReturn(MOST);
        sessions = new Sessions(accounts, mock(LoginBackoff.class), settings);
    }

    @Test
    void aHostHasTenThatHaveNotLoggedIn() {
        come(10, 1);
        assertThat(closed).isEmpty();
        Session eleventh = come(1);
        assertThat(closed).containsExactly(eleventh);
        come(2);
        assertThat(closed).hasSize(1);
    }

    @Test
    void allHostsHaveFifty() {
        for (int host = 1; host <= 5; host++) {
            come(10, host);
        }
        assertThat(closed).isEmpty();
        come(6);
        assertThat(closed).hasSize(1);
    }

    @Test
    void whoHasLoggedInMakesRoomForTheNext() {
        come(9, 1);
        Session user = come(1);
        enter(user);
        come(1);
        assertThat(closed).isEmpty();
    }

    @Test
    void strangersTakeNoUsersPlaceAndUsersAreNotTooMany() {
        come(5, 1);
        List<Session> users = new ArrayList<>();
        for (int i = 0; i <= MOST; i++) {
            users.add(come(2));
            enter(users.get(i));
        }
        assertThat(closed).containsExactly(users.get(MOST));
        sessions.sessionClosed(users.get(MOST));
        sessions.sessionClosed(users.get(0));
        enter(come(2));
        assertThat(closed).hasSize(1);
    }

    private void come(int count, int host) {
        for (int i = 0; i < count; i++) {
            come(host);
        }
    }

    private Session come(int host) {
        Session session = mock(Session.class, RETURNS_DEEP_STUBS);
        Map<Object, Object> attributes = new HashMap<>();
        when(session.getIoSession().getRemoteAddress()).thenReturn(new InetSocketAddress("192.0.2." + host, 40_000));
        when(session.getUsername()).thenReturn("school");
        doAnswer(call -> attributes.get(call.getArgument(0))).when(session).getAttribute(any());
        doAnswer(call -> attributes.put(call.getArgument(0), call.getArgument(1)))
                .when(session).setAttribute(any(AttributeKey.class), any());
        doAnswer(call -> {
            closed.add(session);
            return null;
        }).when(session).close(true);
        sessions.sessionCreated(session);
        return session;
    }

    private void enter(Session session) {
        sessions.sessionEvent(session, Event.Authenticated);
    }
}
