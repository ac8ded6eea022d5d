package io.vestnik.channel.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions that a jq expression calls: jackson-jq looks for them only when they are called, which is too late. */
final class JqNames {

    private static final Set<String> WORDS = Set.of(
            "if", "then", "elif", "else", "end", "and", "or", "def", "reduce", "foreach", "as", "try", "catch", "label", "break", "import",
            "include", "null", "true", "false");

    // what is between quotes is not looked into, nor what stands behind an interpolation in it
    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:\\\\.|[^\"\\\\])*\"|#[^\n]*|[.$@]?[A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)?|[0-9.]+(?:[eE][+-]?[0-9]+)?|[^\\s]");

    private JqNames() {}

    /** Without those that it defines itself. */
    static Set<String> called(String jq) {
        Set<String> called = new LinkedHashSet<>();
        Set<String> own = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        String before = "";
        boolean head = false; // of a definition: its parameters are names, too
        Matcher token = TOKEN.matcher(jq);
        while (token.find()) {
            String text = token.group();
            if (text.startsWith("#")) {
                continue;
            }
            head = text.equals("def") || head && !text.equals(":");
            if (text.matches("[({\\[]")) {
                open.push(text);
            } else if (text.matches("[)}\\]]") && !open.isEmpty()) {
                open.pop();
            } else if (text.matches("[A-Za-z_]\\w*") && !WORDS.contains(text)) {
                boolean key = "{".equals(open.peek()) && before.matches("[{,]");
                if (head) {
                    own.add(text);
                } else if (!key && !before.equals(".")) {
                    called.add(text);
                }
            }
            before = text;
        }
        called.removeAll(own);
        return called;
    }
}
